export const browserDependencies: () => string[];
