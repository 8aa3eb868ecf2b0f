import type { Strategy } from '../../channels/calls/extension.entity.js';
import { turnOf, type Candidate } from './hunting.rules.js';

const idle = (id: string, since: string | null): Candidate => ({ id, idleSince: since ? new Date(since) : null });
const ana = idle('ana', '2026-11-29T10:00:00Z');
const rui = idle('rui', '2026-11-29T09:00:00Z');
const new_ = idle('new', null);

it.each<[string, Strategy, Candidate[], number, string[]]>([
  ['at all of them at once', 'all', [ana, rui], 0, ['ana', 'rui']],
  ['at all of them as long as it rings', 'all', [ana, rui], 60, ['ana', 'rui']],
  ['in turn: at the first', 'in-turn', [ana, rui], 0, ['ana']],
  ['in turn: at the first until their time is over', 'in-turn', [ana, rui], 19.9, ['ana']],
  ['in turn: then at the next', 'in-turn', [ana, rui], 20, ['rui']],
  ['in turn: at nobody when all had theirs', 'in-turn', [ana, rui], 40, []],
  ['longest idle: at who has not talked for longest', 'longest-idle', [ana, rui], 0, ['rui']],
  ['longest idle: at who never talked before all', 'longest-idle', [ana, rui, new_], 0, ['new']],
  ['longest idle: then at the next', 'longest-idle', [ana, rui, new_], 41, ['ana']],
  ['at nobody where everybody talks', 'all', [], 0, []],
])('a group rings %s', (_, strategy, candidates, seconds, expected) => {
  expect(turnOf(candidates, { strategy, ringSeconds: 20, seconds })).toEqual(expected);
});
