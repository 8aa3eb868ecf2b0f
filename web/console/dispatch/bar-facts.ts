import type { TFunction } from 'i18next';
import type { BoardLeg, BoardVisit } from '../../api/dispatch.types';
import { durationWords } from '../settings/promises/duration.rules';
import { customerOf, goneOf, marksOf, wordsOf, type Mark } from './bar.rules';

interface Voice {
  t: TFunction;
  now: Date;
  clock: (at: string) => string;
  pixelsPerMinute: number;
}

/** All that a bar says. Two bars that say the same look the same. */
export interface BarFacts {
  who: string;
  what: string;
  loud: boolean;
  /** For a screen reader: which visit, and how it stands. */
  read: string;
  mark?: { kind: Mark; words: string };
  /** How much of its time has gone, in percent. */
  gone?: string;
  hop?: { state: BoardLeg['state'] | 'tight'; width: string; minutes: string };
}

/** Narrower than this, a way has no room for its minutes. */
const ROOM_FOR_MINUTES = 20;
const NARROWEST_HOP = 8;

export function factsOf(visit: BoardVisit, leg: BoardLeg | undefined, voice: Voice): BarFacts {
  const { words, loud } = secondLine(visit, voice);
  const [mark] = marksOf(visit);
  const gone = goneOf(visit, voice.now);
  return {
    who: customerOf(visit),
    what: words,
    loud,
    read: ` ${visit.ref}, ${voice.t(`dispatch.states.${visit.state}`)}`,
    mark: mark && { kind: mark, words: voice.t(`dispatch.marks.${mark}`) },
    gone: gone === null ? undefined : `${(gone * 100).toFixed(1)}%`,
    hop: leg && leg.minutes > 0 ? hopOf(leg, voice.pixelsPerMinute) : undefined,
  };
}

export function secondLine(
  visit: BoardVisit,
  { t, now, clock }: Pick<Voice, 't' | 'now' | 'clock'>,
): { words: string; loud: boolean } {
  const words = wordsOf(visit, now);
  switch (words.key) {
    case 'where':
      return { words: [t(`dispatch.kinds.${words.kind}`), words.place].filter(Boolean).join(' · '), loud: false };
    case 'arrives':
      return { words: t('dispatch.bar.arrives', { time: clock(words.at) }), loud: true };
    default:
      return {
        words: t(`dispatch.bar.${words.key}`, { time: 'minutes' in words ? durationWords(words.minutes) : '' }),
        loud: true,
      };
  }
}

function hopOf(
  { minutes, departAt, arriveAt, state, tight }: BoardLeg,
  pixelsPerMinute: number,
): NonNullable<BarFacts['hop']> {
  const planned = Math.max(0, (Date.parse(arriveAt) - Date.parse(departAt)) / 60_000);
  const width = Math.max(NARROWEST_HOP, Math.min(planned, minutes) * pixelsPerMinute);
  return {
    state: tight ? 'tight' : state,
    width: `${width.toFixed(1)}px`,
    minutes: width >= ROOM_FOR_MINUTES ? String(Math.round(minutes)) : '',
  };
}
