/** executeServerCommand('cdp', {method, params}): raw DevTools protocol for the page under test (Chromium only). */
export function cdpPlugin() {
  const sessions = new WeakMap();
  return {
    name: 'cdp-command',
    async executeCommand({command, payload, session}) {
      if (command === 'set-window' && session.browser.setWindow) {
        await session.browser.setWindow(payload.width, payload.height);
        return true;
      }
      if (command !== 'cdp') return;
      const page = session.browser.getPage(session.id);
      let s = sessions.get(page);
      if (!s) sessions.set(page, (s = await page.createCDPSession()));
      return (await s.send(payload.method, payload.params)) ?? true;
    },
  };
}
