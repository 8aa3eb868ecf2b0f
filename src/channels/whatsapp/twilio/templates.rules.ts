import type { FilledTemplate, MessageTemplate } from '../../contract.js';

/** As Twilio's Content API lists them (`/v1/ContentAndApprovals`), through its package. */
export interface ListedContent {
  sid: string;
  friendlyName: string;
  language: string;
  /** Examples by the variable's name. */
  variables?: Record<string, unknown>;
  types: Record<string, unknown>;
  approvalRequests?: { name?: string; category?: string; status?: string; rejection_reason?: string } | null;
}

interface Written {
  body?: string;
  title?: string;
  subtitle?: string;
  media?: string[];
  actions?: { title?: string; url?: string }[];
}

const STATES: Record<string, MessageTemplate['status'] | undefined> = {
  approved: 'approved',
  received: 'waiting',
  pending: 'waiting',
  rejected: 'refused',
  paused: 'paused',
  disabled: 'paused',
};
/** What reads as words, with buttons at most; in this order where a content has several shapes. */
const PLAIN = ['twilio/text', 'twilio/quick-reply', 'twilio/call-to-action', 'twilio/media', 'whatsapp/card'];

/** Undefined for what nobody has asked WhatsApp to approve. */
export function templateOf(content: ListedContent): MessageTemplate | undefined {
  const { name, category = '', status = '', rejection_reason: reason } = content.approvalRequests ?? {};
  const found = STATES[status];
  if (!found) return undefined;
  const shape = PLAIN.find((kind) => content.types[kind]);
  const { body = '', title, actions = [], media = [] } = ((shape && content.types[shape]) ?? {}) as Written;
  // A link or a picture that differs each time cannot be filled in here.
  const isPlain = shape !== undefined && ![...actions.map(({ url = '' }) => url), ...media].join('').includes('{{');
  const words = body || title || '';
  return {
    id: content.sid,
    name: name || content.friendlyName,
    language: content.language,
    category: category.toLowerCase(),
    status: found === 'approved' && !isPlain ? 'unusable' : found,
    ...(found !== 'approved' && reason && { reason }),
    body: words,
    buttons: actions.flatMap((action) => (action.title ? [action.title] : [])),
    variables: [...new Set([...words.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, one]) => one!))].map((one) => {
      const example = content.variables?.[one];
      return { in: 'body', name: one, ...(typeof example === 'string' && example && { example }) };
    }),
  };
}

/** A JSON string, as Twilio wants it. */
export const contentVariables = ({ variables }: FilledTemplate): string =>
  JSON.stringify(Object.fromEntries(variables.map(({ name, value }) => [name, value])));
