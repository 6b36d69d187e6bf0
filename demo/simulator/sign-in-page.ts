/** The pages of a sign-in in a window of its own: the institution's, and the portal's on which it ends. */
const STYLE = `
:root { color-scheme: light dark } * { box-sizing: border-box }
body { max-inline-size: 560px; margin: 48px auto; padding: 0 20px; font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif }
h1 { font-size: 22px } .soft { opacity: .8; font-size: 14.5px } .row { display: flex; flex-wrap: wrap; gap: 12px; margin-block-start: 24px }
.row > * { min-block-size: 44px; padding: 9px 18px; border: 1px solid; border-radius: 10px; background: none; color: inherit; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer }
:focus-visible { outline: 3px solid; outline-offset: 2px }
`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`;

/** @param back address of the return page; it is told the patient's answer */
export const signInPage = (institution: string, back: string): string =>
  page(
    `Sign in at ${institution}`,
    `<p>Your portal asks to read your records. You can stop this at any time.</p>
    <p class="soft">This is a simulation: no password is needed, and nothing is sent anywhere.</p>
    <p class="row"><a href="${back}?answer=allow">Allow</a> <a href="${back}?answer=deny">Do not allow</a></p>`,
  );

/** Tells the elements that the sign-in is over, as host-contract.md §5 asks for it. */
export const returnPage = (route: string, allowed: boolean): string =>
  page(
    allowed ? 'You are signed in' : 'Nothing was allowed',
    `<p>You can close this window and go back to your portal.</p>
    <p class="row"><button type="button" onclick="close()">Close this window</button></p>
    <script>new BroadcastChannel('my-health').postMessage(${JSON.stringify({type: 'connect-return', route})})</script>`,
  );
