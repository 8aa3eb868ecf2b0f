export const EXTENSIONS = ['extensions'] as const;
