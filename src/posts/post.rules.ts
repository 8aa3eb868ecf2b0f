import type { Publishing } from '../channels/contract.js';

/** What may become of a post, and how it reads on each line. Pure. */

export const POST_STATES = ['draft', 'awaiting', 'refused', 'planned', 'publishing', 'done'] as const;
export type PostState = (typeof POST_STATES)[number];

/** `unknown`: may be there; nothing is published twice before that is known. */
export const TARGET_STATES = ['chosen', 'waiting', 'publishing', 'published', 'failed', 'unknown'] as const;
export type TargetState = (typeof TARGET_STATES)[number];

export type Move = 'edit' | 'ask' | 'withdraw' | 'refuse' | 'publish' | 'remove';

/** In which states each is possible. What has begun to go out stays as it is. */
export const MAY: Record<Move, readonly PostState[]> = {
  edit: ['draft', 'refused'],
  ask: ['draft', 'refused'],
  withdraw: ['awaiting', 'planned'],
  refuse: ['awaiting'],
  publish: ['draft', 'refused', 'awaiting'],
  remove: ['draft', 'refused'],
};

/** How far it has come, by what became of it on each line. */
export const afterTargets = (states: readonly TargetState[]): 'publishing' | 'done' =>
  states.some((state) => state === 'waiting' || state === 'publishing') ? 'publishing' : 'done';

export interface Wording {
  text: string;
  link: string | null;
  picture: { type: string; size: number } | null;
}

/** As it reads on a line: a link stands under the words, where the line has no place of its own for it. */
export function wordsOn(
  { text, link, picture }: Wording,
  publishing: Pick<Publishing, 'link'>,
): { text: string; link: string | null } {
  if (!link) return { text, link: null };
  return publishing.link && !picture
    ? { text, link }
    : { text: text.includes(link) ? text : `${text}\n\n${link}`, link: null };
}

export interface LineFacts {
  publishing: Publishing | null;
  settings: Record<string, unknown>;
  isOpen: boolean;
}

export const PROBLEMS = [
  'cannot_publish',
  'closed',
  'setting',
  'empty',
  'too_long',
  'no_picture',
  'picture_type',
  'picture_size',
] as const;
export type ProblemCode = (typeof PROBLEMS)[number];

export interface Problem {
  code: ProblemCode;
  /** How much there may be, where that is the problem; or which setting is missing. */
  limit?: number;
  setting?: string;
}

export const mostOn = (publishing: Publishing, hasPicture: boolean): number =>
  (hasPicture && publishing.picture?.maxText) || publishing.maxText;

/** Why it cannot be published on a line as it is. */
export function problemsOn(post: Wording, { publishing, settings, isOpen }: LineFacts): Problem[] {
  if (!publishing) return [{ code: 'cannot_publish' }];
  const { setting, picture: may } = publishing;
  const { picture } = post;
  const most = mostOn(publishing, picture !== null);
  const checks: [boolean, Problem][] = [
    [!isOpen, { code: 'closed' }],
    [setting !== undefined && !settings[setting], { code: 'setting', setting }],
    [post.text.trim() === '', { code: 'empty' }],
    [wordsOn(post, publishing).text.length > most, { code: 'too_long', limit: most }],
    [picture !== null && may === null, { code: 'no_picture' }],
    [picture !== null && may !== null && !may.types.includes(picture.type), { code: 'picture_type' }],
    [picture !== null && may !== null && picture.size > may.maxBytes, { code: 'picture_size', limit: may?.maxBytes }],
  ];
  return checks.flatMap(([holds, problem]) => (holds ? [problem] : []));
}

/** In English, for scripts; the console has its own by code. */
export function problemInWords({ code, limit, setting }: Problem): string {
  const words: Record<ProblemCode, string> = {
    cannot_publish: 'lines of this kind publish nothing',
    closed: 'the line is paused',
    setting: `the line’s setting “${setting}” is empty`,
    empty: 'there are no words',
    too_long: `is longer than the ${limit} characters that the line takes`,
    no_picture: 'the line takes no picture',
    picture_type: 'the line takes no picture of this type',
    picture_size: `the picture is larger than the ${limit} bytes that the line takes`,
  };
  return words[code];
}

const MINUTE = 60_000;
const RETRY_AFTER_MS = [MINUTE / 2, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE];

/** When to try again after the n-th attempt (from 1) surely was not taken; null: give up, the moment has passed. */
export const retryAfter = (attempt: number): number | null => RETRY_AFTER_MS[attempt - 1] ?? null;

/** When a provider is asked what became of a post that may be there: so long after the attempt. Then people decide. */
export const ASK_AFTER_MS = [MINUTE / 2, 2 * MINUTE, 10 * MINUTE, 60 * MINUTE, 360 * MINUTE];
