import { onCall, type Rota } from './rota.rules.js';

const rota: Rota = {
  members: ['ana', 'rui', 'eva'],
  turnDays: 7,
  startsOn: '2026-11-02',
  handover: '09:00',
  standIns: [{ userId: 'max', from: '2026-11-11T00:00:00Z', to: '2026-11-12T00:00:00Z' }],
};
const ask = (text: string): string | null => onCall(rota, new Date(text), Date.parse(text));

it.each([
  ['in the first turn', '2026-11-02T09:00:00Z', 'ana'],
  ['before the handover', '2026-11-09T08:59:00Z', 'ana'],
  ['after it', '2026-11-09T09:00:00Z', 'rui'],
  ['while somebody stands in', '2026-11-11T12:00:00Z', 'max'],
  ['when they come back', '2026-11-12T00:00:00Z', 'rui'],
  ['after a whole round', '2026-11-23T10:00:00Z', 'ana'],
  ['before the first turn', '2026-11-01T10:00:00Z', 'eva'],
])('%s', (_, at, who) => {
  expect(ask(at)).toBe(who);
});

it('is nobody where there is nobody', () => {
  expect(onCall({ ...rota, members: [], standIns: [] }, new Date(0), 0)).toBeNull();
});
