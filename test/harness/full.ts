/** `npm test -- --full`: what walks over everything looks longer at each. */
export const isFull = process.env.FRONTDESK_TEST_FULL === '1';
