export const tokenDefaults: () => Map<string, string | undefined>;
