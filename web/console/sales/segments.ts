/** Kinds of customers, in their order of weight. */
export const SEGMENTS = ['it-rental-short', 'iot-analytics', 'iot-automation', 'it-rental-long', 'home-automation'];
