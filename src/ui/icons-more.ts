import {PATHS, type FirstIcon, type IconName} from './icons.js';

/** The icons that a list of results does without. */
const MORE: Readonly<Record<Exclude<IconName, FirstIcon>, string>> = {
  visit: 'M4 21V7l8-4 8 4v14M9 21v-6h6v6M12 7v4M10 9h4',
  condition: 'M3 12h4l3-8 4 16 3-8h4',
  medication: 'M10.5 20.5a5 5 0 0 1-7-7l10-10a5 5 0 0 1 7 7zM8.5 8.5l7 7',
  vital: 'M12 20S4 15 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 6-8 11-8 11z',
  immunization: 'M18 3l3 3M19.5 4.5 15 9M12 6l6 6M16 10l-8 8H5v-3l8-8M3 21l2-2',
  allergy: 'M12 4 3 20h18zM12 10v4M12 17v.1',
  procedure: 'M4 20 14 10l5-6c2 2 1 6-1 8l-3 2-1-4',
  imaging: 'M4 4h16v16H4zM8 9h8M8 12h8M8 15h8M12 7v10',
  document: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  plan: 'M4 7l2 2 3-4M4 16l2 2 3-4M13 7h7M13 16h7',
  social: 'M8 7a4 4 0 1 0 8 0 4 4 0 1 0-8 0M4 21c0-5 4-7 8-7s8 2 8 7',
  device: 'M7 7h10v10H7zM10 3v4M14 3v4M10 17v4M14 17v4M3 10h4M3 14h4M17 10h4M17 14h4',
  billing: 'M3 6h18v12H3zM3 10h18M7 15h4',
  other: 'M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M8.5 12h.1M12 12h.1M15.5 12h.1',
  warning: 'M12 4 3 20h18zM12 10v4M12 17v.1',
  close: 'M6 6l12 12M18 6 6 18',
};

/** From here on `icon` draws every sign. */
export const useAllIcons = (): void => void Object.assign(PATHS, MORE);
