import type { INestApplication } from '@nestjs/common';
import { CallFlows } from '../channels/voice/call-flows.service.js';
import type { Prompt, Step } from '../channels/voice/flow/flow.js';
import { SYSTEM } from '../platform/http/access.decorators.js';

const both = (pt: string, en: string): Prompt => ({ say: { pt, en } });

/** Answered around the clock, as a firm with a desk that never closes does: whoever tries it at night is heard, too. */
const STEPS: Step[] = [
  { do: 'say', prompt: both('Jacarandá Locações, olá.', 'Hello, this is Jacarandá Locações.') },
  { do: 'notice', mode: 'country', prompt: both('Esta ligação será gravada.', 'This call will be recorded.') },
  {
    do: 'hours',
    open: [],
    closed: [
      {
        do: 'say',
        prompt: both(
          'O escritório está fechado agora. Quem está de plantão atende você.',
          'Our office is closed at the moment. Whoever is on duty will take your call.',
        ),
      },
    ],
  },
  {
    do: 'queue',
    position: true,
    callBack: true,
    maxWaitSeconds: 600,
    otherwise: [
      {
        do: 'voicemail',
        prompt: both(
          'Deixe sua mensagem depois do sinal, e retornaremos a ligação.',
          'Leave a message after the tone, and we will call you back.',
        ),
      },
    ],
  },
];

/** What callers of the demo's number hear. */
export async function seedCallFlow(app: INestApplication, inboxId: string): Promise<void> {
  await app.get(CallFlows, { strict: false }).change(SYSTEM, inboxId, { language: 'pt', steps: STEPS }, 0);
}
