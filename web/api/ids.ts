import { v7 } from 'uuid';

/** A UUIDv7. `crypto.randomUUID` is missing on pages without TLS, such as those inside a company's own network. */
export const newId = (): string => v7();
