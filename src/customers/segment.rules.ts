/** What kind of customer a company is. The first weighs most: who rents for a week cannot wait a week. */
export const SEGMENTS = [
  'it-rental-short',
  'iot-analytics',
  'iot-automation',
  'it-rental-long',
  'home-automation',
] as const;
export type Segment = (typeof SEGMENTS)[number];
