import { international } from '../../../customers/phone.rules.js';
import { LANGUAGES, type Flow } from './flow.js';

export interface Fault {
  path: string;
  message: string;
}

type Found = Record<string, unknown>;

const MOST_STEPS = 200;
const DEEPEST = 8;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isObject = (value: unknown): value is Found =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a flow as an administrator sends it. Every fault is named by its path, so that the editor shows it in its place. */
export function faultsOf(given: unknown): Fault[] {
  const reader = new FlowReader();
  reader.flow(given);
  return reader.faults;
}

/** After `faultsOf` found none. */
export const asFlow = (given: unknown): Flow => given as Flow;

class FlowReader {
  readonly faults: Fault[] = [];
  private steps = 0;

  flow(given: unknown): void {
    if (!isObject(given)) return this.fault('flow', 'must be an object');
    this.only(given, 'flow', ['language', 'steps']);
    this.oneOf(given.language, 'language', LANGUAGES);
    this.list(given.steps, 'steps', 1);
    if (Array.isArray(given.steps) && given.steps.length === 0) this.fault('steps', 'must have at least one step');
    if (this.steps > MOST_STEPS) this.fault('steps', `must have at most ${MOST_STEPS} steps`);
  }

  private list(given: unknown, path: string, depth: number): void {
    if (!Array.isArray(given)) return this.fault(path, 'must be a list of steps');
    if (depth > DEEPEST) return this.fault(path, `must not be deeper than ${DEEPEST} levels`);
    for (const [index, step] of given.entries()) {
      this.steps += 1;
      const at = `${path}.${index}`;
      this.step(step, at, depth);
      if (index < given.length - 1 && isObject(step) && (step.do === 'hang-up' || step.do === 'voicemail'))
        this.fault(`${path}.${index + 1}`, 'is never reached: the call ends before it');
    }
  }

  private step(given: unknown, path: string, depth: number): void {
    if (!isObject(given)) return this.fault(path, 'must be an object');
    const read = STEPS[String(given.do)];
    if (!read) return this.fault(`${path}.do`, `must be one of ${Object.keys(STEPS).join(', ')}`);
    this.only(given, path, ['do', ...read.members]);
    read.check(this, given, path, depth);
  }

  prompt(given: unknown, path: string): void {
    if (!isObject(given)) return this.fault(path, 'must say something');
    this.only(given, path, ['say', 'play']);
    if (isObject(given.play)) {
      this.only(given.play, `${path}.play`, LANGUAGES);
      for (const [language, address] of Object.entries(given.play)) this.address(address, `${path}.play.${language}`);
    } else if (given.play !== undefined) this.address(given.play, `${path}.play`);
    if (!isObject(given.say)) return this.fault(`${path}.say`, 'must have a text');
    this.only(given.say, `${path}.say`, LANGUAGES);
    const texts = Object.entries(given.say);
    for (const [language, text] of texts) this.text(text, `${path}.say.${language}`, 2000);
    if (texts.length === 0 && given.play === undefined)
      this.fault(`${path}.say`, 'must have a text in at least one language');
  }

  branch(given: unknown, path: string, depth: number): void {
    this.list(given, path, depth + 1);
  }

  keys(given: unknown, path: string, depth: number): void {
    if (!Array.isArray(given) || given.length === 0) return this.fault(path, 'must have at least one key');
    const seen = new Set<string>();
    for (const [index, key] of given.entries()) {
      const at = `${path}.${index}`;
      if (!isObject(key)) {
        this.fault(at, 'must be an object');
        continue;
      }
      this.only(key, at, ['digit', 'label', 'words', 'steps']);
      this.text(key.label, `${at}.label`, 80);
      if (typeof key.digit !== 'string' || !/^[0-9*]$/.test(key.digit))
        this.fault(`${at}.digit`, 'must be one of 0 to 9 or *');
      else if (seen.has(key.digit)) this.fault(`${at}.digit`, 'is used twice in this menu');
      else seen.add(key.digit);
      if (
        key.words !== undefined &&
        !(Array.isArray(key.words) && key.words.every((w) => typeof w === 'string' && w.trim()))
      )
        this.fault(`${at}.words`, 'must be a list of words');
      this.list(key.steps, `${at}.steps`, depth + 1);
    }
  }

  only(given: Found, path: string, members: readonly string[]): void {
    for (const name of Object.keys(given))
      if (!members.includes(name)) this.fault(`${path}.${name}`, 'is not known here');
  }

  oneOf(given: unknown, path: string, allowed: readonly string[]): void {
    if (!allowed.includes(given as string)) this.fault(path, `must be one of ${allowed.join(', ')}`);
  }

  text(given: unknown, path: string, most: number): void {
    if (typeof given !== 'string' || given.trim() === '') this.fault(path, 'must not be empty');
    else if (given.length > most) this.fault(path, `must have at most ${most} characters`);
  }

  whole(given: unknown, path: string, least: number, most: number): void {
    if (given !== undefined && !(Number.isInteger(given) && Number(given) >= least && Number(given) <= most))
      this.fault(path, `must be a whole number from ${least} to ${most}`);
  }

  flag(given: unknown, path: string): void {
    if (given !== undefined && typeof given !== 'boolean') this.fault(path, 'must be true or false');
  }

  id(given: unknown, path: string): void {
    if (typeof given !== 'string' || !UUID.test(given)) this.fault(path, 'must be an id');
  }

  phone(given: unknown, path: string): void {
    if (typeof given !== 'string' || international(given) !== given)
      this.fault(path, 'must be a number such as +551140000000');
  }

  address(given: unknown, path: string): void {
    if (typeof given !== 'string' || !given.startsWith('https://') || !URL.canParse(given))
      this.fault(path, 'must be an address that begins with https://');
  }

  private fault(path: string, message: string): void {
    this.faults.push({ path, message });
  }
}

interface StepReader {
  members: string[];
  check: (reader: FlowReader, step: Found, path: string, depth: number) => void;
}

const STEPS: Record<string, StepReader> = {
  say: { members: ['prompt'], check: (r, s, p) => r.prompt(s.prompt, `${p}.prompt`) },
  notice: {
    members: ['mode', 'prompt'],
    check: (r, s, p) => {
      r.oneOf(s.mode, `${p}.mode`, ['none', 'notice', 'opt-in', 'country']);
      if (s.mode !== 'none') r.prompt(s.prompt, `${p}.prompt`);
    },
  },
  language: { members: ['language'], check: (r, s, p) => r.oneOf(s.language, `${p}.language`, LANGUAGES) },
  hours: {
    members: ['calendarId', 'open', 'closed'],
    check: (r, s, p, depth) => {
      if (s.calendarId !== undefined) r.id(s.calendarId, `${p}.calendarId`);
      r.branch(s.open, `${p}.open`, depth);
      r.branch(s.closed, `${p}.closed`, depth);
    },
  },
  menu: {
    members: ['prompt', 'keys', 'speech', 'tries', 'otherwise', 'wrong'],
    check: (r, s, p, depth) => {
      r.prompt(s.prompt, `${p}.prompt`);
      r.flag(s.speech, `${p}.speech`);
      r.whole(s.tries, `${p}.tries`, 1, 10);
      r.keys(s.keys, `${p}.keys`, depth);
      r.branch(s.otherwise, `${p}.otherwise`, depth);
      if (s.wrong !== undefined) r.branch(s.wrong, `${p}.wrong`, depth);
    },
  },
  extension: {
    members: ['prompt', 'tries', 'otherwise', 'wrong'],
    check: (r, s, p, depth) => {
      r.prompt(s.prompt, `${p}.prompt`);
      r.whole(s.tries, `${p}.tries`, 1, 10);
      r.branch(s.otherwise, `${p}.otherwise`, depth);
      if (s.wrong !== undefined) r.branch(s.wrong, `${p}.wrong`, depth);
    },
  },
  ring: {
    members: ['extensionId', 'otherwise'],
    check: (r, s, p, depth) => {
      r.id(s.extensionId, `${p}.extensionId`);
      r.branch(s.otherwise, `${p}.otherwise`, depth);
    },
  },
  queue: {
    members: ['teamId', 'music', 'position', 'callBack', 'maxWaitSeconds', 'otherwise'],
    check: (r, s, p, depth) => {
      if (s.teamId !== undefined) r.id(s.teamId, `${p}.teamId`);
      if (s.music !== undefined) r.address(s.music, `${p}.music`);
      r.flag(s.position, `${p}.position`);
      r.flag(s.callBack, `${p}.callBack`);
      r.whole(s.maxWaitSeconds, `${p}.maxWaitSeconds`, 10, 7200);
      r.branch(s.otherwise, `${p}.otherwise`, depth);
    },
  },
  voicemail: {
    members: ['prompt', 'maxSeconds'],
    check: (r, s, p) => {
      r.prompt(s.prompt, `${p}.prompt`);
      r.whole(s.maxSeconds, `${p}.maxSeconds`, 5, 600);
    },
  },
  forward: {
    members: ['to', 'ringSeconds', 'otherwise'],
    check: (r, s, p, depth) => {
      r.phone(s.to, `${p}.to`);
      r.whole(s.ringSeconds, `${p}.ringSeconds`, 5, 120);
      r.branch(s.otherwise, `${p}.otherwise`, depth);
    },
  },
  'hang-up': {
    members: ['prompt'],
    check: (r, s, p) => {
      if (s.prompt !== undefined) r.prompt(s.prompt, `${p}.prompt`);
    },
  },
};
