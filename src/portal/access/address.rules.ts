import { canonical } from '../../customers/identity.rules.js';

/** The address in the form in which identities are compared; empty where it is none, which nobody has. */
export const canonicalMail = (given: string): string => canonical('email', given, '')?.value ?? ''; // a kind of identity
