import type { Flow, MenuKey, Prompt, Step, StepKind } from '../../../api/call-flow.types';

export const KINDS: StepKind[] = [
  'say',
  'notice',
  'hours',
  'menu',
  'extension',
  'ring',
  'queue',
  'voicemail',
  'forward',
  'language',
  'hang-up',
];

export const nothing = (): Prompt => ({ say: { pt: '', en: '' } });

/** A new step, with what it needs at least. */
export function newStep(kind: StepKind): Step {
  switch (kind) {
    case 'say':
    case 'voicemail':
      return { do: kind, prompt: nothing() };
    case 'notice':
      return { do: kind, mode: 'notice', prompt: nothing() };
    case 'language':
      return { do: kind, language: 'en' };
    case 'hours':
      return { do: kind, open: [], closed: [] };
    case 'menu':
      return { do: kind, prompt: nothing(), keys: [newKey([])], otherwise: [] };
    case 'extension':
      return { do: kind, prompt: nothing(), otherwise: [] };
    case 'ring':
      return { do: kind, extensionId: '', otherwise: [] };
    case 'queue':
      return { do: kind, position: true, callBack: true, maxWaitSeconds: 600, otherwise: [] };
    case 'forward':
      return { do: kind, to: '', ringSeconds: 25, otherwise: [] };
    case 'hang-up':
      return { do: kind };
  }
}

/** The first key that is free. */
export function newKey(keys: MenuKey[]): MenuKey {
  const taken = new Set(keys.map(({ digit }) => digit));
  const digit = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*'].find((one) => !taken.has(one)) ?? '';
  return { digit, label: '', steps: [] };
}

export const moved = <T>(list: T[], from: number, by: -1 | 1): T[] => {
  const to = from + by;
  if (to < 0 || to >= list.length) return list;
  const next = [...list];
  [next[from], next[to]] = [next[to]!, next[from]!];
  return next;
};

export const replaced = <T>(list: T[], at: number, value: T): T[] => list.map((one, i) => (i === at ? value : one));
export const without = <T>(list: T[], at: number): T[] => list.filter((_, i) => i !== at);

/** Texts that were left empty are none: the caller's other language is said instead. */
export function cleaned(flow: Flow): Flow {
  return JSON.parse(
    JSON.stringify(flow, (name: string, value: unknown) => {
      if (name === 'play' && typeof value === 'object' && !saysSomething(value)) return undefined;
      // Who hangs up need not say anything.
      if (isStep(value) && value.do === 'hang-up' && isSilent(value.prompt)) return { do: value.do };
      return value === '' && (name === 'pt' || name === 'en' || name === 'play' || name === 'music')
        ? undefined
        : value;
    }),
  ) as Flow;
}

const saysSomething = (words: unknown): boolean => Object.values(words ?? {}).some(Boolean);
const isStep = (value: unknown): value is Step => typeof value === 'object' && value !== null && 'do' in value;
const isSilent = (prompt: Prompt | undefined): boolean =>
  !saysSomething(prompt?.say) && !(typeof prompt?.play === 'string' ? prompt.play : saysSomething(prompt?.play));

/** The file of a language, where one is played for everybody too. */
export const fileOf = ({ play }: Prompt, language: 'pt' | 'en'): string =>
  (typeof play === 'string' ? play : play?.[language]) ?? '';

export const withFile = (prompt: Prompt, language: 'pt' | 'en', file: string): Prompt => ({
  ...prompt,
  play: { pt: fileOf(prompt, 'pt'), en: fileOf(prompt, 'en'), [language]: file },
});
