/** Words that all three elements may have to say before their late parts have come. */
export const SETUP =
  'This part of the page is not set up yet. For the portal’s team: set the token-endpoint attribute.';
export const PART_FAILED =
  'This part did not load. Check your internet connection, then try again or reload this page.';
