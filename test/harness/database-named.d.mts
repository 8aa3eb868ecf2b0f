export function databaseNamed(url: string, name: string): string;
