import { Ajv2020 } from 'ajv/dist/2020.js';
import { INBOUND, SCHEMAS } from './api.schemas.js';

export interface ApiFile {
  name: string;
  type?: string;
  content?: string;
  url?: string;
}

export interface ApiMessage {
  id?: string;
  from: { id: string; name?: string; email?: string; phone?: string; verified?: boolean };
  text?: string;
  files?: ApiFile[];
  replyTo?: string;
  language?: string;
  automatic?: boolean;
}

export type ApiEvent =
  | { id: string; type: 'message'; message: ApiMessage }
  | {
      id: string;
      type: 'receipt';
      receipt: { of: string; state: 'delivered' | 'read' | 'failed'; error?: string; undeliverable?: boolean };
    }
  | { id: string; type: 'edit'; edit: { of: string; text: string } }
  | { id: string; type: 'unsend'; unsend: { of: string } }
  | { id: string; type: 'reaction'; reaction: { of: string; mark: string | null } };

/** What is wrong, and where. */
export interface Mistake {
  path: string;
  message: string;
}

const ajv = new Ajv2020({ allErrors: true, strict: false, formats: { email: /^[^\s@]+@[^\s@]+$/ } });
ajv.addSchema({ $id: 'frontdesk:', components: { schemas: SCHEMAS } });
const CHECKS = Object.fromEntries(
  Object.entries(INBOUND).map(([type, schema]) => [type, ajv.compile(absolute(schema))]),
);

/** What arrived, or what its sender must mend. */
export function readEvent(raw: Buffer): { event: ApiEvent } | { mistakes: Mistake[] } {
  let given: unknown;
  try {
    given = JSON.parse(raw.toString('utf8'));
  } catch {
    return { mistakes: [{ path: '', message: 'is not JSON' }] };
  }
  if (typeof given !== 'object' || given === null) return { mistakes: [{ path: '', message: 'is not an object' }] };
  const check = CHECKS[String((given as { type?: unknown }).type)];
  if (!check) {
    return { mistakes: [{ path: 'type', message: `is none of ${Object.keys(CHECKS).join(', ')}` }] };
  }
  if (check(given)) return { event: given as ApiEvent };
  const mistakes = (check.errors ?? []).map(({ instancePath, params, message }) => {
    const member = String(params.missingProperty ?? params.additionalProperty ?? '');
    return {
      path: [...instancePath.split('/').filter(Boolean), ...(member ? [member] : [])].join('.'),
      message: message ?? 'is not valid',
    };
  });
  return { mistakes };
}

/** References as the published document has them, for a checker that knows no document. */
function absolute<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"frontdesk:#/components')) as T;
}
