/** The key to a seeded visitor's conversation, so that the simulated person behind it can come back to it. */
export const demoVisitorToken = (identityKey: string): string => `demo ${identityKey}`;
