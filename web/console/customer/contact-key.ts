/** Under which a contact is kept in the query cache. */
export const CONTACT = (id: string) => ['contact', id] as const;
