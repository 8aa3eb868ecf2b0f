import { describe, expect, it } from '@jest/globals';
import { instantIn } from './wall-time.rules';

describe('an instant from a clock on the wall', () => {
  it.each([
    ['America/Sao_Paulo', '2026-11-17T09:30', '2026-11-17T12:30:00.000Z'],
    ['Asia/Kathmandu', '2026-11-17T09:30', '2026-11-17T03:45:00.000Z'],
    ['America/New_York', '2026-03-07T12:00', '2026-03-07T17:00:00.000Z'],
    ['America/New_York', '2026-03-08T12:00', '2026-03-08T16:00:00.000Z'],
    ['Europe/Lisbon', '2026-10-25T12:00', '2026-10-25T12:00:00.000Z'],
  ])('in %s, %s is %s', (zone, local, instant) => expect(instantIn(zone, local).toISOString()).toBe(instant));
});
