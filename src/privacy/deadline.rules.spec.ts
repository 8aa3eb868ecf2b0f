import { dueAfter, type Law } from './deadline.rules.js';

it.each<[Law, string, string]>([
  ['lgpd', '2026-11-29T10:00:00Z', '2026-12-14T10:00:00.000Z'],
  ['gdpr', '2026-11-29T10:00:00Z', '2026-12-29T10:00:00.000Z'],
  ['gdpr', '2026-01-31T10:00:00Z', '2026-02-28T10:00:00.000Z'],
  ['gdpr', '2028-01-30T10:00:00Z', '2028-02-29T10:00:00.000Z'],
])('%s: asked on %s, answered by %s', (law, received, due) => {
  expect(dueAfter(new Date(received), law).toISOString()).toBe(due);
});
