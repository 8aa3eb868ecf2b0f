import type twilio from 'twilio';

export type TwilioPackage = typeof twilio;
let loaded: Promise<TwilioPackage> | undefined;

/** Loaded when the first line needs it: it is a large package, and a desk without such a line starts without it. */
export const twilioPackage = (): Promise<TwilioPackage> =>
  (loaded ??= import('twilio').then((module) => module.default));
