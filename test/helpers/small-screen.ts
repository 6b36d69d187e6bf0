/** Dialogs as on a very small screen, where the answers of a question do not stay in sight (`ui/panel-styles.ts`). */
export const asOnASmallScreen = (root: ShadowRoot): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('dialog { max-block-size: 200px !important } .actions { position: static !important }');
  root.adoptedStyleSheets.push(sheet);
};
