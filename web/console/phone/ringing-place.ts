/** Where calls that ring are shown: above what else asks for this person's attention, and never over it. */
export const RINGING = 'ringing-calls';
