import type { MessageTemplate } from '../contract.js';

/** As the Graph API lists them (`/{account}/message_templates`). */
export interface ListedTemplate {
  name: string;
  language: string;
  category?: string;
  status?: string;
  /** `NONE` where there is none. */
  rejected_reason?: string;
  components?: {
    type: string;
    format?: string;
    text?: string;
    example?: { header_text?: string[]; body_text?: string[][] };
    buttons?: { type?: string; text?: string; url?: string }[];
  }[];
}

const STATES: Record<string, MessageTemplate['status'] | undefined> = {
  APPROVED: 'approved',
  PENDING: 'waiting',
  IN_APPEAL: 'waiting',
  REJECTED: 'refused',
  PAUSED: 'paused',
  DISABLED: 'paused',
};

export function templateOf(listed: ListedTemplate): MessageTemplate {
  const { name, language, category, status, rejected_reason: reason = 'NONE', components = [] } = listed;
  const part = (type: string) => components.find((component) => component.type.toUpperCase() === type);
  const [header, body, footer, buttons] = [part('HEADER'), part('BODY'), part('FOOTER'), part('BUTTONS')];
  // A picture above, or a link that differs each time, cannot be filled in here.
  const isPlain =
    (!header || header.format === 'TEXT' || header.format === undefined) &&
    !(buttons?.buttons ?? []).some(({ url, type }) => url?.includes('{{') || type === 'OTP' || type === 'COPY_CODE');
  const found = STATES[(status ?? '').toUpperCase()] ?? 'paused';
  return {
    name,
    language,
    category: (category ?? '').toLowerCase(),
    status: found === 'approved' && !isPlain ? 'unusable' : found,
    ...(found !== 'approved' && reason !== 'NONE' && { reason }),
    ...(header?.text && { header: header.text }),
    body: body?.text ?? '',
    ...(footer?.text && { footer: footer.text }),
    buttons: (buttons?.buttons ?? []).flatMap(({ text }) => (text ? [text] : [])),
    variables: [
      ...variablesIn('header', header?.text, header?.example?.header_text),
      ...variablesIn('body', body?.text, body?.example?.body_text?.[0]),
    ],
  };
}

function variablesIn(where: 'header' | 'body', text = '', examples: string[] = []): MessageTemplate['variables'] {
  const names = [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name!);
  return [...new Set(names)].map((name, at) => ({
    in: where,
    name,
    ...(examples[at] !== undefined && { example: examples[at] }),
  }));
}
