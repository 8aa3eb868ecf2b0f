import { after, into, stepAt, type Flow, type Step } from './flow.js';
import { faultsOf } from './flow.rules.js';
import { template, TEMPLATE_NAMES } from './flow.templates.js';
import type { ReachedExtension } from './extension.rules.js';
import { answer, type Ask, type CallState, type World } from './twiml.js';

const say = (text: string) => ({ say: { en: text } });
const hello: Step = { do: 'say', prompt: say('Hello') };
const bye: Step = { do: 'hang-up', prompt: say('Bye') };
const flowOf = (...steps: Step[]): Flow => ({ language: 'en', steps });
const world: World = {
  url: (path, query) => `https://desk.example/hooks/${path}?${new URLSearchParams(query).toString()}`,
  isOpen: () => true,
  lineNumber: '+551140000000',
  extensions: [],
  transcribes: false,
  recordingMode: 'none',
  mayCall: (phone) => phone.startsWith('+55'),
};
const fresh: CallState = {
  id: 'c1',
  language: 'en',
  facts: {},
  over: false,
  waitedSeconds: 0,
  rangSeconds: 0,
  place: null,
};
const asked = (flow: Flow, ask: Partial<Ask>, call: Partial<CallState> = {}, here = world) =>
  answer(flow, { ...fresh, ...call }, { at: '0', event: 'enter', tries: 0, params: {}, ...ask }, here);

describe('a call flow is walked', () => {
  const flow = flowOf(hello, { do: 'hours', open: [hello], closed: [] }, bye);

  it.each([
    ['behind a step comes the next', after(flow, '0'), '1'],
    ['behind the last of a branch comes what follows the branching step', after(flow, '1.open.0'), '2'],
    ['behind the last of all comes nothing', after(flow, '2'), null],
    ['into a branch', into(flow, '1', 'open'), '1.open.0'],
    ['an empty branch goes on behind its step', into(flow, '1', 'closed'), '2'],
  ])('%s', (_, found, expected) => expect(found).toBe(expected));

  it.each(['9', '0.open.0', '1.open', '1.nothing.0', '', 'x', '__proto__', '1.constructor.0'])(
    'what is no position finds nothing: %s',
    (at) => expect(stepAt(flow, at)).toBeUndefined(),
  );
});

describe('a call flow is checked', () => {
  it.each(TEMPLATE_NAMES)('the template "%s" is right', (name) => expect(faultsOf(template(name))).toEqual([]));

  const menu = (keys: object[]): object => ({ do: 'menu', prompt: say('Choose'), keys, otherwise: [] });
  it.each<[string, object, string]>([
    ['no step', flowOf(), 'steps'],
    ['an unknown step', flowOf({ do: 'dance' } as never), 'steps.0.do'],
    ['a text in no language', flowOf({ do: 'say', prompt: { say: {} } }), 'steps.0.prompt.say'],
    ['an empty text', flowOf({ do: 'say', prompt: say(' ') }), 'steps.0.prompt.say.en'],
    [
      'a file that is not on https',
      flowOf({ do: 'say', prompt: { say: {}, play: 'http://x.example/a.mp3' } }),
      'steps.0.prompt.play',
    ],
    ['a number that cannot be called', flowOf({ do: 'forward', to: '4000', otherwise: [] }), 'steps.0.to'],
    ['a step behind the end', flowOf(bye, hello), 'steps.1'],
    ['a menu without keys', flowOf(menu([]) as never), 'steps.0.keys'],
    [
      'a key that is used twice',
      flowOf(
        menu([
          { digit: '1', label: 'A', steps: [] },
          { digit: '1', label: 'B', steps: [] },
        ]) as never,
      ),
      'steps.0.keys.1.digit',
    ],
    [
      'a fault deep within',
      flowOf({ do: 'hours', open: [{ do: 'say' } as never], closed: [] }),
      'steps.0.open.0.prompt',
    ],
    ['an extension that is no id', flowOf({ do: 'ring', extensionId: '201', otherwise: [] }), 'steps.0.extensionId'],
    ['something unknown', { ...flowOf(hello), color: 'red' }, 'flow.color'],
    ['a wait that is too short', flowOf({ do: 'queue', maxWaitSeconds: 1, otherwise: [] }), 'steps.0.maxWaitSeconds'],
  ])('%s is refused by its path', (_, given, path) => {
    expect(faultsOf(given).map((fault) => fault.path)).toContain(path);
  });

  it.each([null, 3, 'x', [], { steps: {} }, { language: 'xx', steps: [null] }])(
    'nonsense is refused and breaks nothing: %j',
    (given) => expect(faultsOf(given).length).toBeGreaterThan(0),
  );
});

describe('what Twilio is answered', () => {
  const menu: Step = {
    do: 'menu',
    prompt: say('Press 1'),
    tries: 2,
    speech: true,
    keys: [
      {
        digit: '1',
        label: 'Support',
        words: ['help'],
        steps: [{ do: 'queue', position: true, callBack: true, otherwise: [bye] }],
      },
    ],
    otherwise: [bye],
  };

  it('says what needs no answer, then asks, and begins again with a silent caller', () => {
    const { twiml } = asked(flowOf(hello, menu), {});

    expect(twiml).toContain('<Say language="en-US">Hello</Say><Gather');
    expect(twiml).toMatch(/<Redirect>[^<]*event=silent/);
  });

  it('a key leads into its branch, and the choice is kept', () => {
    const { twiml, facts, entry } = asked(flowOf(menu), { event: 'key', params: { Digits: '1' } });

    expect(twiml).toContain('<Enqueue');
    expect(facts).toMatchObject({ 'key:0': 'Support' });
    expect(entry).toEqual({ what: 'queue', teamId: null });
  });

  it('a word does the same as its key', () => {
    expect(asked(flowOf(menu), { event: 'key', params: { SpeechResult: 'I need HELP' } }).entry?.what).toBe('queue');
  });

  it('who presses nothing twice goes the other way', () => {
    expect(asked(flowOf(menu), { event: 'silent' }).twiml).toContain('<Gather');
    expect(asked(flowOf(menu), { event: 'silent', tries: 1 }).twiml).toContain('Bye');
  });

  it('a repeat is answered the same, although the hour has come since', () => {
    const flow = flowOf({ do: 'hours', open: [bye], closed: [hello] });
    const first = asked(flow, {}, {}, { ...world, isOpen: () => false });

    const second = asked(flow, {}, { facts: first.facts });

    expect(second).toEqual(first);
    expect(first.twiml).toContain('Hello');
  });

  it('tells the place, offers a call back, and lets the caller go when they waited long enough', () => {
    const flow = flowOf({ do: 'queue', position: true, callBack: true, maxWaitSeconds: 60, otherwise: [bye] });
    const place = { position: 2, waitMinutes: 4 };

    expect(asked(flow, { event: 'wait' }, { place }).twiml).toContain('number 2 in line');
    expect(asked(flow, { event: 'wait' }, { waitedSeconds: 61 }).twiml).toContain('<Leave/>');
    expect(asked(flow, { event: 'wait-key', params: { Digits: '1' } })).toMatchObject({
      facts: { callBack: 'yes' },
      entry: { what: 'call-back' },
    });
    expect(asked(flow, { event: 'left', params: { QueueResult: 'leave' } }).twiml).toContain('Bye');
    expect(
      asked(flow, { event: 'left', params: { QueueResult: 'leave' } }, { facts: { callBack: 'yes' } }).twiml,
    ).toContain('call you back');
  });

  it('records nobody who did not agree', () => {
    const flow = flowOf({ do: 'notice', mode: 'opt-in', prompt: say('May we record?') }, bye);

    expect(asked(flow, {}).facts.record).toBeUndefined();
    expect(asked(flow, { event: 'consent', params: { Digits: '1' } }).facts.record).toBe('yes');
    expect(asked(flow, { event: 'consent', params: {} }).facts.record).toBe('no');
  });

  it('an outside number must press 1 before it gets the customer', () => {
    const flow = flowOf({ do: 'forward', to: '+551140000009', otherwise: [bye] });

    expect(asked(flow, {}).twiml).toMatch(
      /<Dial [^>]*answerOnBridge="true"[^>]*><Number url="[^"]*event=whisper[^"]*">/,
    );
    expect(asked(flow, { event: 'whisper-key', params: { Digits: '1' } }).twiml).not.toContain('<Hangup/>');
    expect(asked(flow, { event: 'whisper-key' }).twiml).toContain('<Hangup/>');
    expect(asked(flow, { event: 'forwarded', params: { DialCallStatus: 'no-answer' } }).twiml).toContain('Bye');
  });

  describe('of extensions', () => {
    const [ana, rui, all] = ['0a', '0b', '0c'] as const;
    const one = (id: string, more: Partial<ReachedExtension> = {}): ReachedExtension => ({
      ...{ id, number: `2${id.at(-1) === 'a' ? '01' : '02'}`, name: `Ext ${id}`, standing: 'free', phone: null },
      ...{ userId: `user-${id}`, ringSeconds: 20, greeting: {} },
      ways: { busy: { to: 'voicemail' }, nobody: { to: 'voicemail' }, closed: { to: 'flow' } },
      ...more,
    });
    const flow = flowOf({ do: 'extension', prompt: say('Dial'), otherwise: [bye] });
    const here = (...extensions: ReachedExtension[]): World => ({ ...world, extensions });
    const dials = (digits: string, there: World, call: Partial<CallState> = {}) =>
      asked(flow, { event: 'dialled', params: { Digits: digits } }, call, there);

    it.each<[string, ReachedExtension[], string, string, string]>([
      ['who is free is rung at', [one(ana)], '201', '<Enqueue', 'ring'],
      ['who is busy has a voicemail', [one(ana, { standing: 'busy' })], '201', 'You have reached Ext 0a', 'voicemail'],
      [
        'who is not there at all has it too',
        [one(ana, { standing: 'nobody' })],
        '201',
        'You have reached',
        'voicemail',
      ],
      ['who is closed leads on in the flow', [one(ana, { standing: 'closed' })], '201', 'Bye', ''],
      [
        'busy leads to another one',
        [
          one(ana, { standing: 'busy', ways: { ...one(ana).ways, busy: { to: 'extension', extensionId: rui } } }),
          one(rui),
        ],
        '201',
        `of=${rui}`,
        'ring',
      ],
      [
        'and never in a circle',
        [ana, rui].map((id) =>
          one(id, {
            standing: 'busy',
            ways: { ...one(id).ways, busy: { to: 'extension', extensionId: id === ana ? rui : ana } },
          }),
        ),
        '201',
        'Bye',
        '',
      ],
      [
        'an outside one is called, and presses 1',
        [one(all, { number: '300', phone: '+551140000001' })],
        '300',
        'whisper',
        'forward',
      ],
      ['and never where the line may not', [one(all, { number: '300', phone: '+4420000000' })], '300', 'Bye', ''],
    ])('%s', (_, extensions, digits, twiml, what) => {
      const given = dials(digits, here(...extensions));

      expect(given.twiml).toContain(twiml);
      expect(given.entry?.what ?? '').toBe(what);
    });

    it('the same question gets the same answer, although they have become free since', () => {
      const first = dials('201', here(one(ana, { standing: 'busy' })));

      const second = dials('201', here(one(ana)), { facts: first.facts });

      expect(second).toEqual(first);
    });

    it('rings as long as it was told, and then does as its rule says, once', () => {
      const wait = (rangSeconds: number) => asked(flow, { event: 'wait', of: ana }, { rangSeconds }, here(one(ana)));
      expect(wait(5).twiml).toContain('<Pause length="15"/>');
      expect(wait(20).twiml).toContain('<Leave/>');

      const left = { event: 'left', of: ana, params: { QueueResult: 'leave' } } as const;
      const facts = { rang: ana };
      const first = asked(flow, left, { facts }, here(one(ana)));
      expect(first).toMatchObject({ entry: { what: 'voicemail' }, facts: { mailbox: ana } });
      expect(asked(flow, left, { facts: { ...facts, ...first.facts } }, here(one(ana)))).toEqual(first);
    });
  });

  it('words of a caller or an administrator cannot become commands', () => {
    const { twiml } = asked(flowOf({ do: 'say', prompt: say('</Say><Dial>+1900</Dial>') }), {});
    expect(twiml).not.toContain('<Dial>');
  });

  it('a call that is over is hung up, whatever is asked', () => {
    expect(asked(flowOf(menu), { event: 'key', params: { Digits: '1' } }, { over: true }).twiml).toContain(
      '<Response><Hangup/></Response>',
    );
  });

  it('a position that is no longer there ends the call politely', () => {
    expect(asked(flowOf(hello), { at: '7.key3.0' }).twiml).toContain('<Hangup/>');
  });
});

describe('a greeting', () => {
  const files: Step = {
    do: 'say',
    prompt: { say: { en: 'Hello', pt: 'Olá' }, play: { pt: 'https://files.example/ola.mp3' } },
  };

  it.each([
    ['is the file of the caller’s language', 'pt' as const, '<Play>https://files.example/ola.mp3</Play>'],
    ['is read where there is no file in it', 'en' as const, '>Hello</Say>'],
  ])('%s', (_, language, heard) => {
    expect(asked(flowOf(files), {}, { language }).twiml).toContain(heard);
  });

  it('names the language whose file has no address', () => {
    const wrong = { language: 'en', steps: [{ do: 'say', prompt: { say: {}, play: { pt: 'ola.mp3' } } }] };
    expect(faultsOf(wrong)).toEqual([
      { path: 'steps.0.prompt.play.pt', message: 'must be an address that begins with https://' },
    ]);
  });
});

describe('recording that goes by country', () => {
  const steps = flowOf({ do: 'notice', mode: 'country', prompt: say('Recorded') }, hello);

  it.each([
    ['none', 'no', false],
    ['notice', 'yes', true],
  ] as const)('%s: recorded %s', (recordingMode, record, told) => {
    const { twiml, facts } = asked(steps, {}, {}, { ...world, recordingMode });
    expect(facts).toMatchObject({ record, 'notice:0': recordingMode });
    expect(twiml.includes('Recorded')).toBe(told);
  });

  it('opt-in: asks first, and the answer stays although the rule changes', () => {
    const first = asked(steps, {}, {}, { ...world, recordingMode: 'opt-in' });
    expect(first.twiml).toContain('Press 1 if you agree');
    const again = asked(steps, {}, { facts: first.facts }, { ...world, recordingMode: 'none' });
    expect(again.twiml).toBe(first.twiml);
  });
});

describe('who chooses nothing, and who chooses what is no choice', () => {
  const twoWays: Step = {
    do: 'menu',
    tries: 1,
    prompt: say('Press 1'),
    keys: [{ digit: '1', label: 'One', steps: [] }],
    otherwise: [{ do: 'hang-up', prompt: say('Silence') }],
    wrong: [{ do: 'hang-up', prompt: say('Wrong') }],
  };
  const { wrong: _none, ...oneWay } = twoWays as Step & { wrong: Step[] };

  it.each([
    ['silence goes its own way', twoWays, { event: 'silent' }, 'Silence'],
    ['a wrong key goes its own way', twoWays, { event: 'key', params: { Digits: '7' } }, 'Wrong'],
    ['both go one way where no other is given', oneWay as Step, { event: 'key', params: { Digits: '7' } }, 'Silence'],
  ] as const)('%s', (_, step, ask, heard) => {
    expect(asked(flowOf(step), ask as Partial<Ask>).twiml).toContain(heard);
  });
});
