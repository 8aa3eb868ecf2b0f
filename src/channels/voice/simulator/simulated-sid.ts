import { newId } from '../../../platform/ids.js';

/** As long as Twilio's; the last digits of a recording's say how long it is. */
export const simulatedSid = (prefix: 'CA' | 'CF' | 'RE', seconds?: number): string => {
  const hex = newId().replaceAll('-', '');
  return prefix + (seconds === undefined ? hex : hex.slice(0, 30) + String(Math.min(99, seconds)).padStart(2, '0'));
};
