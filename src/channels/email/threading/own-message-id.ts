/** `conv.<conversation>.<seq>@domain`: known before the send, and unguessable. Without angle brackets, as everywhere. */
export const ownMessageId = (conversationId: string, seq: number, domain: string): string =>
  `conv.${conversationId}.${seq}@${domain}`;

export const isOwnMessageId = (id: string): boolean => /^conv\.[0-9a-f-]{36}\.\d+@/.test(id);
