/**
 * For the page where an institution's sign-in ends (host-contract.md §5): tells the elements, in whatever window they
 * are, that a connect flow over this route is over. Works also where cross-origin-opener policies cut `window.opener`.
 */
export const announceConnectReturn = (route: string): void => {
  const channel = new BroadcastChannel('my-health');
  channel.postMessage({type: 'connect-return', route});
  channel.close();
};
