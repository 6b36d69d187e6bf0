export const withTables: (page: string) => string;
