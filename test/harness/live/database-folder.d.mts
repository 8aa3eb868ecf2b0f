export function databaseFolder(dataDir: string): string;
export function removeDesk(dataDir: string): void;
