/**
 * What happens to a call, as data: a list of steps, of which some branch into lists of their own. When a branch ends,
 * the call goes on behind the step that branched; at the end of the whole list it is hung up.
 */

export const LANGUAGES = ['pt', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text in one or both languages; where the caller's is missing the other is said. */
export type Words = Partial<Record<Language, string>>;

/** Said by a voice, or a file that is played instead. */
export interface Prompt {
  say: Words;
  /** https address of an MP3 or WAV, for everybody or by language; where the caller's is missing, the text is read. */
  play?: string | Words;
}

export interface SayStep {
  do: 'say';
  prompt: Prompt;
}
/**
 * The caller is told that the call is recorded, or asked (`opt-in`); `none` records nothing; `country` does what the line
 * says for the caller's country.
 */
export interface NoticeStep {
  do: 'notice';
  mode: 'none' | 'notice' | 'opt-in' | 'country';
  prompt?: Prompt;
}
export interface LanguageStep {
  do: 'language';
  language: Language;
}
/** By a calendar of the desk, or that of the line where none is named. */
export interface HoursStep {
  do: 'hours';
  calendarId?: string;
  open: Step[];
  closed: Step[];
}
export interface MenuKey {
  digit: string;
  label: string;
  /** What callers may say instead of pressing, in any language. */
  words?: string[];
  steps: Step[];
}
export interface MenuStep {
  do: 'menu';
  prompt: Prompt;
  keys: MenuKey[];
  speech?: boolean;
  /** How often it is said before `otherwise`. */
  tries?: number;
  /** Who pressed nothing, to the last. */
  otherwise: Step[];
  /** Who pressed what is no choice, to the last; `otherwise` where this is not there. */
  wrong?: Step[];
}
export interface ExtensionStep {
  do: 'extension';
  prompt: Prompt;
  tries?: number;
  otherwise: Step[];
  /** Who dialled numbers that nobody has. */
  wrong?: Step[];
}
/** A person of the desk, or a group of them. Their own rules come before `otherwise`. */
export interface RingStep {
  do: 'ring';
  extensionId: string;
  otherwise: Step[];
}
export interface QueueStep {
  do: 'queue';
  /** The line's team where none is named. */
  teamId?: string;
  /** https address of the music; silence where none is given. */
  music?: string;
  position?: boolean;
  /** "Press 1 and we call you back", keeping the place. */
  callBack?: boolean;
  maxWaitSeconds?: number;
  otherwise: Step[];
}
export interface VoicemailStep {
  do: 'voicemail';
  prompt: Prompt;
  maxSeconds?: number;
}
/** To an outside number. Whoever answers there must press 1: a mobile's own voicemail must not take the customer. */
export interface ForwardStep {
  do: 'forward';
  to: string;
  ringSeconds?: number;
  otherwise: Step[];
}
export interface HangUpStep {
  do: 'hang-up';
  prompt?: Prompt;
}

export type Step =
  | SayStep
  | NoticeStep
  | LanguageStep
  | HoursStep
  | MenuStep
  | ExtensionStep
  | RingStep
  | QueueStep
  | VoicemailStep
  | ForwardStep
  | HangUpStep;

export interface Flow {
  language: Language;
  steps: Step[];
}

export const DEFAULTS = { tries: 3, maxWaitSeconds: 600, voicemailSeconds: 120, ringSeconds: 25 } as const;

/** The lists into which a step branches, by the names that positions use. */
export function branchesOf(step: Step): Record<string, Step[]> {
  switch (step.do) {
    case 'hours':
      return { open: step.open, closed: step.closed };
    case 'menu':
      return {
        ...Object.fromEntries(step.keys.map((key) => [`key${key.digit}`, key.steps])),
        otherwise: step.otherwise,
        ...(step.wrong && { wrong: step.wrong }),
      };
    case 'extension':
      return { otherwise: step.otherwise, ...(step.wrong && { wrong: step.wrong }) };
    case 'ring':
    case 'queue':
    case 'forward':
      return { otherwise: step.otherwise };
    default:
      return {};
  }
}

/** Where a call is, such as `2.key1.0`: the third step, its branch for key 1, the first step there. */
export function stepAt(flow: Flow, at: string): Step | undefined {
  const parts = at.split('.');
  let list: Step[] | undefined = flow.steps;
  for (let i = 0; ; i += 2) {
    const step: Step | undefined = /^\d{1,3}$/.test(parts[i] ?? '') ? list?.[Number(parts[i])] : undefined;
    if (!step || i === parts.length - 1) return step;
    list = branchesOf(step)[parts[i + 1] ?? ''];
  }
}

/** The position behind this one; null at the end of the flow. */
export function after(flow: Flow, at: string): string | null {
  const parts = at.split('.');
  const next = [...parts.slice(0, -1), String(Number(parts.at(-1)) + 1)].join('.');
  if (stepAt(flow, next)) return next;
  return parts.length < 3 ? null : after(flow, parts.slice(0, -2).join('.'));
}

/** The beginning of a branch, or what comes behind the step where the branch is empty. */
export function into(flow: Flow, at: string, branch: string): string | null {
  const first = `${at}.${branch}.0`;
  return stepAt(flow, first) ? first : after(flow, at);
}

/** Every step with its position, in the order in which it stands. */
export function* everyStep(steps: Step[], prefix = ''): Generator<{ at: string; step: Step }> {
  for (const [index, step] of steps.entries()) {
    const at = `${prefix}${index}`;
    yield { at, step };
    for (const [name, list] of Object.entries(branchesOf(step))) yield* everyStep(list, `${at}.${name}.`);
  }
}
