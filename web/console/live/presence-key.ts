/** Under which the query cache keeps who looks at a ticket. */
export const presenceOf = (ticketId: string) => ['presence', ticketId] as const;
