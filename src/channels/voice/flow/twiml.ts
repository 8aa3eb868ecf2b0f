import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import {
  after,
  DEFAULTS,
  into,
  stepAt,
  type ExtensionStep,
  type Flow,
  type ForwardStep,
  type Language,
  type MenuStep,
  type NoticeStep,
  type Prompt,
  type QueueStep,
  type RingStep,
  type Step,
  type VoicemailStep,
} from './flow.js';
import { wayOf, wayTo, type ReachedExtension } from './extension.rules.js';
import type { RecordingMode } from '../recording.rules.js';
import { transcribe } from './other-answers.js';
import { spoken, VOICE, wordsOf } from './spoken.js';

export const EVENTS = [
  'enter',
  'consent',
  'key',
  'dialled',
  'silent',
  'wait',
  'wait-key',
  'left',
  'recorded',
  'forwarded',
  'whisper',
  'whisper-key',
  'talked',
] as const;
export type CallEvent = (typeof EVENTS)[number];

/** What Twilio asks: what comes at this position, after this event. */
export interface Ask {
  at: string;
  event: CallEvent;
  /** How often this was asked before, for callers who press nothing. */
  tries: number;
  /** The extension at which it rang. */
  of?: string;
  params: Record<string, string>;
}

/** What is stored of a call, as far as the flow needs it. */
export interface CallState {
  id: string;
  language: Language;
  /** Decided before: the same question gets the same answer, although the hour or the place may have changed. */
  facts: Readonly<Record<string, string>>;
  over: boolean;
  waitedSeconds: number;
  /** Since when it rings where it rings now. */
  rangSeconds: number;
  place: { position: number; waitMinutes: number | null } | null;
}

export interface World {
  url(path: string, query: Record<string, string>): string;
  isOpen(calendarId: string | undefined): boolean;
  lineNumber: string;
  extensions: readonly ReachedExtension[];
  /** The provider writes down what is said to voicemail. */
  transcribes: boolean;
  /** What the line says about recording for the country of this caller. */
  recordingMode: RecordingMode;
  /** Whether this line calls there at all. */
  mayCall(phone: string): boolean;
}

/** What the call enters by this answer, for the desk to act upon. */
export type Entry =
  | { what: 'queue'; teamId: string | null }
  /** At a person, or a group of them. */
  | { what: 'ring'; extensionId: string; userId: string | null }
  | { what: 'voicemail' }
  | { what: 'forward'; to: string }
  | { what: 'call-back' };

export interface Answer {
  twiml: string;
  /** To be stored with the call. */
  facts: Record<string, string>;
  entry: Entry | null;
}

/** The length of one round of music before the place is told again. */
const PAUSE_SECONDS = 20;
const MOST_SPOKEN_STEPS = 50;

/**
 * The answer to one question of Twilio: a pure function of the flow, what is stored of the call, and the parameters.
 * Twilio repeats questions, and the answer to a repeat is the same.
 */
export function answer(flow: Flow, call: CallState, ask: Ask, world: World): Answer {
  return new Answering(flow, call, ask, world).answer();
}

class Answering {
  private readonly response = new VoiceResponse();
  private readonly facts: Record<string, string> = {};
  private entry: Entry | null = null;
  private language: Language;

  constructor(
    private readonly flow: Flow,
    private readonly call: CallState,
    private readonly ask: Ask,
    private readonly world: World,
  ) {
    this.language = call.language;
  }

  answer(): Answer {
    if (this.call.over) this.response.hangup();
    else this.take(stepAt(this.flow, this.ask.at));
    return { twiml: this.response.toString(), facts: this.facts, entry: this.entry };
  }

  private take(step: Step | undefined): void {
    const { at, event, params } = this.ask;
    const digits = params.Digits ?? '';
    switch (event) {
      case 'enter':
        return this.run(at);
      case 'consent':
        this.facts.record = digits === '1' ? 'yes' : 'no';
        return this.goOn(at);
      case 'key':
        return step?.do === 'menu' ? this.chosen(at, step, digits) : this.run(at);
      case 'dialled':
        return step?.do === 'extension' ? this.dialled(at, step, digits) : this.run(at);
      case 'silent':
        return step?.do === 'menu' || step?.do === 'extension' ? this.again(at, step, 'otherwise') : this.run(at);
      case 'wait':
        return this.ask.of ? this.ringsOn(at, this.ask.of) : this.wait(at, step);
      case 'wait-key':
        return this.waitKey(at, digits);
      case 'left':
        return this.leftQueue(at);
      case 'recorded':
        return this.say(spoken(this.language).thanks).end();
      case 'forwarded':
        return params.DialCallStatus === 'completed' ? this.end() : this.branch(at, 'otherwise');
      case 'whisper':
        return this.whisper(at);
      case 'whisper-key':
        // Silence connects the two; anything else hangs up on whoever did not press 1.
        return digits === '1' ? undefined : this.end();
      case 'talked':
        return this.end();
    }
  }

  /** Says what needs no answer, until something does. */
  private run(from: string | null): void {
    let at = from;
    for (let told = 0; at !== null && told < MOST_SPOKEN_STEPS; told += 1) {
      const step = stepAt(this.flow, at);
      if (!step) break;
      const next = this.perform(at, step);
      if (next === 'waits') return;
      at = next;
    }
    this.end();
  }

  private perform(at: string, step: Step): string | null | 'waits' {
    switch (step.do) {
      case 'say':
        this.prompt(step.prompt);
        return after(this.flow, at);
      case 'language':
        this.language = step.language;
        this.facts.language = step.language;
        return after(this.flow, at);
      case 'hours':
        return into(this.flow, at, this.hours(at, step.calendarId));
      case 'notice':
        return this.notice(at, step.mode, step.prompt);
      case 'menu':
        this.menu(at, step, 0);
        return 'waits';
      case 'extension':
        this.askExtension(at, step, 0);
        return 'waits';
      case 'queue':
        this.enqueue(at, { what: 'queue', teamId: step.teamId ?? null });
        return 'waits';
      case 'ring':
        return this.ringStep(at, step);
      case 'voicemail':
        this.voicemail(at, step);
        return 'waits';
      case 'forward':
        this.forward(at, step.to, step.ringSeconds);
        return 'waits';
      case 'hang-up':
        if (step.prompt) this.prompt(step.prompt);
        this.end();
        return 'waits';
    }
  }

  private hours(at: string, calendarId: string | undefined): string {
    const name = `hours:${at}`;
    const decided = this.call.facts[name] ?? (this.world.isOpen(calendarId) ? 'open' : 'closed');
    this.facts[name] = decided;
    return decided;
  }

  private notice(at: string, given: NoticeStep['mode'], prompt?: Prompt): string | null | 'waits' {
    const name = `notice:${at}`;
    // Decided once: the line's rules may change while the caller listens.
    const mode = given === 'country' ? (this.call.facts[name] ?? this.world.recordingMode) : given;
    if (given === 'country') this.facts[name] = mode;
    if (mode === 'none') {
      this.facts.record = 'no';
      return after(this.flow, at);
    }
    this.facts.notice = at;
    if (mode === 'notice') {
      if (prompt) this.prompt(prompt);
      this.facts.record = 'yes';
      return after(this.flow, at);
    }
    const gather = this.response.gather({
      input: ['dtmf'],
      numDigits: 1,
      timeout: 5,
      action: this.url('step', at, 'consent'),
      actionOnEmptyResult: true,
    });
    if (prompt) this.promptIn(gather, prompt);
    this.sayIn(gather, spoken(this.language).consent);
    return 'waits';
  }

  private menu(at: string, step: MenuStep, tries: number): void {
    const gather = this.response.gather({
      input: step.speech ? ['dtmf', 'speech'] : ['dtmf'],
      numDigits: 1,
      timeout: 5,
      action: this.url('step', at, 'key', tries),
      ...(step.speech && {
        language: VOICE[this.language],
        speechTimeout: 'auto',
        hints: step.keys.flatMap((key) => key.words ?? []).join(', '),
      }),
    });
    this.promptIn(gather, step.prompt);
    // A silent caller falls through to here.
    this.response.redirect(this.url('step', at, 'silent', tries));
  }

  private chosen(at: string, step: MenuStep, digits: string): void {
    const heard = (this.ask.params.SpeechResult ?? '').toLocaleLowerCase();
    const key =
      step.keys.find(({ digit }) => digit === digits) ??
      step.keys.find(({ words }) => heard !== '' && words?.some((word) => heard.includes(word.toLocaleLowerCase())));
    if (!key) {
      this.say(spoken(this.language).invalid);
      return this.again(at, step, 'wrong');
    }
    this.facts[`key:${at}`] = key.label;
    this.branch(at, `key${key.digit}`);
  }

  /** To the last: where silence and a wrong choice lead to different places, the last try says which it was. */
  private again(at: string, step: MenuStep | ExtensionStep, last: 'otherwise' | 'wrong'): void {
    const tries = this.ask.tries + 1;
    if (tries >= (step.tries ?? DEFAULTS.tries)) return this.branch(at, step.wrong ? last : 'otherwise');
    if (step.do === 'menu') this.menu(at, step, tries);
    else this.askExtension(at, step, tries);
  }

  private askExtension(at: string, step: ExtensionStep, tries: number): void {
    const longest = Math.max(2, ...this.world.extensions.map(({ number }) => number.length));
    const gather = this.response.gather({
      input: ['dtmf'],
      numDigits: longest,
      finishOnKey: '#',
      timeout: 4,
      action: this.url('step', at, 'dialled', tries),
    });
    this.promptIn(gather, step.prompt);
    this.response.redirect(this.url('step', at, 'silent', tries));
  }

  private dialled(at: string, step: ExtensionStep, digits: string): void {
    const extension = this.world.extensions.find(({ number }) => number === digits);
    if (!extension) {
      this.say(spoken(this.language).invalid);
      return this.again(at, step, 'wrong');
    }
    this.facts[`extension:${at}`] = extension.name;
    const next = this.ring(at, extension.id, digits);
    if (next !== 'waits') this.run(next);
  }

  private ringStep(at: string, { extensionId }: RingStep): string | null | 'waits' {
    return this.ring(at, extensionId, 'step');
  }

  /**
   * Rings there, or does what its rules say where it is busy or closed. Decided once: the same question gets the same
   * answer although somebody may have become free meanwhile.
   */
  private ring(at: string, extensionId: string, asked: string): string | null | 'waits' {
    const name = `way:${at}:${asked}`;
    const decided = this.call.facts[name] ?? wayTo(extensionId, this.world.extensions, this.rang);
    this.facts[name] = decided;
    return this.go(at, decided);
  }

  /** A way as it was decided: `ring <id>`, `voicemail <id>`, `number <phone>`, or `flow`. */
  private go(at: string, way: string): string | null | 'waits' {
    const [what, where = ''] = way.split(' ');
    const extension = this.world.extensions.find(({ id }) => id === where);
    if (what === 'ring' && extension) {
      this.facts.rang = [...this.rang.filter((id) => id !== where), where].join(' ');
      this.enqueue(at, { what: 'ring', extensionId: where, userId: extension.userId }, where);
      return 'waits';
    }
    if (what === 'voicemail' && extension) {
      this.facts.mailbox = where;
      const greeting =
        Object.keys(extension.greeting).length > 0 ? extension.greeting : this.usualGreeting(extension.name);
      this.voicemail(at, { do: 'voicemail', prompt: { say: greeting } });
      return 'waits';
    }
    if (what === 'number' && this.world.mayCall(where)) {
      this.forward(at, where);
      return 'waits';
    }
    return into(this.flow, at, 'otherwise');
  }

  private usualGreeting(name: string) {
    return { pt: spoken('pt').mailbox(name), en: spoken('en').mailbox(name) };
  }

  private get rang(): string[] {
    return (this.call.facts.rang ?? '').split(' ').filter(Boolean);
  }

  /** Each call waits in a queue of its own: who is next is for our router to say. */
  private enqueue(at: string, entry: Entry, of?: string): void {
    this.entry = entry;
    this.response.enqueue(
      { waitUrl: this.url('step', at, 'wait', 0, of), action: this.url('step', at, 'left', 0, of) },
      this.call.id,
    );
  }

  /** Until everybody who is meant has had their time. */
  private ringsOn(at: string, of: string): void {
    const most = this.world.extensions.find(({ id }) => id === of)?.ringSeconds ?? 0;
    const left = Math.ceil(most - this.call.rangSeconds);
    if (left <= 0) return void this.response.leave();
    if (this.call.rangSeconds < 2) this.say(spoken(this.language).connecting);
    this.response.pause({ length: Math.min(PAUSE_SECONDS, left) });
  }

  private wait(at: string, step: Step | undefined): void {
    const queue = step?.do === 'queue' ? step : undefined;
    if (this.call.waitedSeconds >= (queue?.maxWaitSeconds ?? DEFAULTS.maxWaitSeconds))
      return void this.response.leave();
    const { place } = this.call;
    const words = spoken(this.language);
    if (queue?.position && place) this.say(words.place(place.position));
    if (queue?.position && place?.waitMinutes) this.say(words.wait(place.waitMinutes));
    if (queue?.callBack) {
      const gather = this.response.gather({
        input: ['dtmf'],
        numDigits: 1,
        timeout: 3,
        action: this.url('step', at, 'wait-key'),
      });
      this.sayIn(gather, words.offerCallBack);
    }
    this.music(queue);
  }

  private music(queue: QueueStep | undefined): void {
    if (queue?.music) this.response.play(queue.music);
    else this.response.pause({ length: PAUSE_SECONDS });
  }

  private waitKey(at: string, digits: string): void {
    if (digits !== '1') return void this.response.redirect(this.url('step', at, 'wait'));
    this.facts.callBack = 'yes';
    this.entry = { what: 'call-back' };
    this.response.leave();
  }

  private leftQueue(at: string): void {
    const result = this.ask.params.QueueResult ?? '';
    if (this.call.facts.callBack === 'yes') return this.say(spoken(this.language).willCallBack).end();
    // Taken out by us for a conversation, or gone.
    if (['bridged', 'bridging-in-process', 'redirected', 'redirected-from-bridged', 'hangup'].includes(result)) return;
    if (!this.ask.of) return this.branch(at, 'otherwise');
    const name = `way:${at}:left:${this.ask.of}`;
    const nobody = this.world.extensions.find(({ id }) => id === this.ask.of)?.ways.nobody ?? { to: 'flow' };
    const decided = this.call.facts[name] ?? wayOf(this.ask.of, nobody, this.world.extensions, this.rang);
    this.facts[name] = decided;
    const next = this.go(at, decided);
    if (next !== 'waits') this.run(next);
  }

  private voicemail(at: string, step: VoicemailStep): void {
    this.entry = { what: 'voicemail' };
    this.prompt(step.prompt);
    if (this.world.transcribes)
      transcribe(
        this.response,
        {
          name: `voicemail-${this.call.id}`,
          language: this.language,
          url: this.world.url('transcript', { call: this.call.id, kind: 'voicemail' }),
        },
        'inbound_track',
      );
    this.response.record({
      action: this.url('step', at, 'recorded'),
      maxLength: step.maxSeconds ?? DEFAULTS.voicemailSeconds,
      playBeep: true,
      timeout: 5,
      finishOnKey: '#',
      recordingStatusCallback: this.world.url('recording', { call: this.call.id, kind: 'voicemail' }),
      recordingStatusCallbackEvent: ['completed', 'absent'],
    });
    this.say(spoken(this.language).noMessage).end();
  }

  private forward(at: string, to: string, ringSeconds: ForwardStep['ringSeconds'] = DEFAULTS.ringSeconds): void {
    this.entry = { what: 'forward', to };
    const dial = this.response.dial({
      action: this.url('step', at, 'forwarded'),
      timeout: ringSeconds,
      callerId: this.world.lineNumber,
      answerOnBridge: true,
    });
    dial.number({ url: this.url('step', at, 'whisper') }, to);
  }

  private whisper(at: string): void {
    const gather = this.response.gather({
      input: ['dtmf'],
      numDigits: 1,
      timeout: 6,
      action: this.url('step', at, 'whisper-key'),
    });
    this.sayIn(gather, spoken(this.language).whisper);
    this.response.hangup();
  }

  private goOn(at: string): void {
    this.run(after(this.flow, at));
  }

  private branch(at: string, name: string): void {
    this.run(into(this.flow, at, name));
  }

  private end(): void {
    this.response.hangup();
  }

  private prompt(prompt: Prompt): void {
    this.promptIn(this.response, prompt);
  }

  private promptIn(where: Saying, prompt: Prompt): void {
    const file = typeof prompt.play === 'object' ? prompt.play[this.language] : prompt.play;
    if (file) where.play(file);
    else this.sayIn(where, wordsOf(prompt, this.language));
  }

  private say(text: string): this {
    this.sayIn(this.response, text);
    return this;
  }

  private sayIn(where: Saying, text: string): void {
    where.say({ language: VOICE[this.language] }, text);
  }

  private url(path: string, at: string, event: CallEvent, tries = 0, of?: string): string {
    const more = { ...(tries > 0 && { tries: String(tries) }), ...(of && { of }) };
    return this.world.url(path, { call: this.call.id, at, event, ...more });
  }
}

interface Saying {
  say(attributes: { language: 'pt-BR' | 'en-US' }, text: string): unknown;
  play(url: string): unknown;
}
