import { v7, validate } from 'uuid';

/** A UUIDv7 (RFC 9562, 5.7): sortable by creation and known before the insert. Not a secret: use `randomToken` for those. */
export const newId = (): string => v7();

/** What names a ticket in a path or a filter: its id, or its number as people say it. */
export const ID_OR_NUMBER = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,15})$/i;

export const isId = (value: string): boolean => validate(value);
