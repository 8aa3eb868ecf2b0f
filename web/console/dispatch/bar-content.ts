import type { TFunction } from 'i18next';
import type { BoardLeg, BoardVisit } from '../../api/dispatch.types';
import { durationWords } from '../settings/promises/duration.rules';
import { customerOf, goneOf, marksOf, wordsOf } from './bar.rules';

interface Voice {
  t: TFunction;
  now: Date;
  clock: (at: string) => string;
  pixelsPerMinute: number;
}

/**
 * The inside of a bar. Plain nodes, because the library that lays the bars out draws them itself, hundreds at a time
 * and anew on every frame of a drag.
 */
export function barContent(visit: BoardVisit, leg: BoardLeg | undefined, voice: Voice): Node[] {
  const second = secondLine(visit, voice);
  const nodes: Node[] = [
    make('span', { class: 'bar-who' }, customerOf(visit)),
    make('span', { class: 'bar-what', 'data-loud': String(second.loud) }, second.words),
    make('span', { class: 'sr' }, ` ${visit.ref}, ${voice.t(`dispatch.states.${visit.state}`)}`),
  ];
  const [mark] = marksOf(visit);
  if (mark) {
    const words = voice.t(`dispatch.marks.${mark}`);
    nodes.push(make('span', { class: 'bar-mark', 'data-mark': mark, title: words, 'aria-hidden': 'true' }, '!'));
    nodes.push(make('span', { class: 'sr' }, `. ${words}`));
  }
  const gone = goneOf(visit, voice.now);
  if (gone !== null) nodes.push(make('span', { class: 'bar-gone', style: `width: ${(gone * 100).toFixed(1)}%` }));
  if (leg && leg.minutes > 0) nodes.push(hop(leg, voice.pixelsPerMinute));
  return nodes;
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

/** The way there, drawn before the bar that it leads to. */
function hop({ minutes, departAt, arriveAt, state, tight }: BoardLeg, pixelsPerMinute: number): HTMLElement {
  const planned = Math.max(0, (Date.parse(arriveAt) - Date.parse(departAt)) / 60_000);
  const width = Math.max(8, Math.min(planned, minutes) * pixelsPerMinute);
  const line = make('span', {
    class: 'bar-hop',
    'aria-hidden': 'true',
    'data-state': tight ? 'tight' : state,
    style: `width: ${width.toFixed(1)}px`,
  });
  if (width >= 20) line.append(make('i', {}, String(Math.round(minutes))));
  return line;
}

function make(tag: string, attributes: Record<string, string>, text = ''): HTMLElement {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  return node;
}
