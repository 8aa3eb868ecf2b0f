import { v7, validate } from 'uuid';

/** A UUIDv7 (RFC 9562, 5.7): sortable by creation and known before the insert. Not a secret: use `randomToken` for those. */
export const newId = (): string => v7();

export const isId = (value: string): boolean => validate(value);
