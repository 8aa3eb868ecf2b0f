import type { Flow, Prompt, Step } from './flow.js';

export type TemplateName = 'simple' | 'business' | 'regulated';

const both = (pt: string, en: string): Prompt => ({ say: { pt, en } });

const WELCOME = both('Olá, obrigado por ligar.', 'Hello, and thank you for calling.');
const RECORDED: Step = {
  do: 'notice',
  mode: 'notice',
  prompt: both('Esta ligação será gravada.', 'This call will be recorded.'),
};
const LEAVE_MESSAGE: Step = {
  do: 'voicemail',
  prompt: both(
    'Deixe sua mensagem depois do sinal, e retornaremos a ligação.',
    'Leave a message after the tone, and we will call you back.',
  ),
};
const CLOSED: Step[] = [
  { do: 'say', prompt: both('Nosso atendimento está fechado agora.', 'We are closed at the moment.') },
  LEAVE_MESSAGE,
];
const QUEUE: Step = { do: 'queue', position: true, callBack: true, maxWaitSeconds: 600, otherwise: [LEAVE_MESSAGE] };
const NOTHING_CHOSEN: Step[] = [QUEUE];

const key = (digit: string, label: string, words: string[], steps: Step[] = [QUEUE]) => ({
  digit,
  label,
  words,
  steps,
});

const simple = (): Flow => ({
  language: 'pt',
  steps: [{ do: 'say', prompt: WELCOME }, RECORDED, { do: 'hours', open: [QUEUE], closed: CLOSED }],
});

/** Support, sales and visits: what a company that sells, serves and sends technicians is called for. */
const business = (): Flow => ({
  language: 'pt',
  steps: [
    { do: 'say', prompt: WELCOME },
    RECORDED,
    {
      do: 'hours',
      open: [
        {
          do: 'menu',
          speech: true,
          prompt: both(
            'Para suporte, digite 1. Para vendas, digite 2. Para visitas técnicas, digite 3.',
            'For support, press 1. For sales, press 2. For technician visits, press 3.',
          ),
          keys: [
            key('1', 'Support', ['suporte', 'support']),
            key('2', 'Sales', ['vendas', 'sales']),
            key('3', 'Visits', ['visita', 'técnico', 'visit', 'technician']),
          ],
          otherwise: NOTHING_CHOSEN,
        },
      ],
      closed: CLOSED,
    },
  ],
});

/**
 * Decreto 11.034/2022: complaint and cancellation stand in the first menu, nothing is asked before a person answers, and
 * there is no advertising while waiting. A person is reached by 9 from the first menu on.
 */
const regulated = (): Flow => ({
  language: 'pt',
  steps: [
    { do: 'say', prompt: WELCOME },
    RECORDED,
    {
      do: 'menu',
      tries: 2,
      prompt: both(
        'Para reclamação, digite 1. Para cancelamento, digite 2. Para informações, digite 3. Para falar com um atendente, digite 9.',
        'For a complaint, press 1. To cancel, press 2. For information, press 3. To talk to somebody, press 9.',
      ),
      keys: [
        key('1', 'Complaint', ['reclamação', 'complaint']),
        key('2', 'Cancellation', ['cancelamento', 'cancelar', 'cancel']),
        key('3', 'Information', ['informação', 'information']),
        key('9', 'A person', ['atendente', 'agent']),
      ],
      otherwise: NOTHING_CHOSEN,
    },
  ],
});

const TEMPLATES: Record<TemplateName, () => Flow> = { simple, business, regulated };
export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as TemplateName[];

/** Each time a new one: whoever gets it may change it. */
export const template = (name: TemplateName): Flow => structuredClone(TEMPLATES[name]());
