/** The words of what loads later: dialogs, histories, coverage, filters, print. */
export const moreStrings = {
  close: 'Close',
};
export type MoreStrings = typeof moreStrings;
