import type { FilledTemplate, MessageTemplate } from '../channels/contract.js';
import type { FieldError } from '../platform/http/refusal.js';

/** What a message to many says to each, and how fast. Pure. */

export interface FieldFilter {
  target: 'contact' | 'company';
  key: string;
  value: string;
}

/** Everything that is given must hold; of a list, one. */
export interface Filters {
  /** Says that nobody is meant to be left out, where no other filter is given. */
  everybody?: boolean;
  tags?: string[];
  withoutTags?: string[];
  companyIds?: string[];
  companyTags?: string[];
  segments?: string[];
  languages?: string[];
  fields?: FieldFilter[];
}

/** These contacts, or those whom the filters find. */
export interface Audience {
  contactIds?: string[];
  filters?: Filters;
}

export interface Wording {
  language: string;
  subject?: string;
  text: string;
}

export interface TemplateWording {
  name: string;
  /** For whoever speaks none of the languages in which it is approved. */
  language: string;
  variables: FilledTemplate['variables'];
}

/** The first text is for whoever speaks none of the others' languages. */
export interface Content {
  texts?: Wording[];
  template?: TemplateWording;
}

/** What is known of a reader; what is not is empty. */
export interface Reader {
  name: string;
  company: string;
  fields: Record<string, unknown>;
  companyFields: Record<string, unknown>;
  agent: string;
  optOutLink: string;
}

/** `{{customer.first_name}}`, or with words for where it is not known: `{{customer.first_name|there}}`. */
const VARIABLE = /\{\{\s*([a-z][\w.-]*)\s*(?:\|([^{}]*))?\}\}/gi;
const ANY_BRACES = /\{\{[^{}]*\}\}/g;
const FIXED = new Set(['customer.name', 'customer.first_name', 'company.name', 'agent.name', 'opt_out_link']);
const OWN_FIELD = /^(customer|company)\.field\.([a-z][a-z0-9_]*)$/;

/** People write both. */
const plainName = (name: string): string => name.toLowerCase().replace(/^contact\./, 'customer.');

/** Variables that do not exist, as they stand in the text. */
export const unknownIn = (text: string): string[] =>
  [...text.matchAll(ANY_BRACES)]
    .map(([all]) => all)
    .filter((all) => {
      const name = plainName(new RegExp(VARIABLE.source, 'i').exec(all)?.[1] ?? '');
      return !FIXED.has(name) && !OWN_FIELD.test(name);
    });

export const fillIn = (text: string, reader: Reader): string =>
  text.replace(VARIABLE, (all, name: string, otherwise: string | undefined) => {
    const value = valueOf(plainName(name), reader);
    return value === undefined ? all : value || (otherwise ?? '').trim();
  });

function valueOf(name: string, reader: Reader): string | undefined {
  if (name === 'customer.name') return oneLine(reader.name);
  if (name === 'customer.first_name') return oneLine(reader.name).split(' ')[0]!;
  if (name === 'company.name') return oneLine(reader.company);
  if (name === 'agent.name') return oneLine(reader.agent);
  if (name === 'opt_out_link') return reader.optOutLink;
  const [, whose, key] = OWN_FIELD.exec(name) ?? [];
  if (!whose || !key) return undefined;
  const fields = whose === 'company' ? reader.companyFields : reader.fields;
  return Object.hasOwn(fields, key) ? oneLine(String(fields[key])) : '';
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The same language, else the same tongue of another country, else the first. */
export function inLanguage<T extends { language: string }>(
  choices: readonly T[],
  wanted: string | null,
): T | undefined {
  const wish = plainLanguage(wanted ?? '');
  const tongue = wish.split('-')[0];
  return (
    choices.find((one) => plainLanguage(one.language) === wish) ??
    choices.find((one) => tongue !== '' && plainLanguage(one.language).split('-')[0] === tongue) ??
    choices[0]
  );
}

const plainLanguage = (language: string): string => language.toLowerCase().replaceAll('_', '-');

export interface Said {
  language: string;
  subject: string;
  text: string;
  template?: FilledTemplate;
}

/** What one reader reads. `templates`: those of the line that can be sent. */
export function wordingFor(
  { texts, template }: Content,
  language: string | null,
  reader: Reader,
  templates: readonly MessageTemplate[],
): Said | null {
  if (!template) {
    const wording = inLanguage(texts ?? [], language);
    if (!wording) return null;
    const subject = oneLine(fillIn(wording.subject ?? '', reader));
    return { language: wording.language, subject, text: fillIn(wording.text, reader) };
  }
  const approved = templates.filter(({ name, status }) => name === template.name && status === 'approved');
  const others = approved.filter((one) => one.language !== template.language);
  const found = inLanguage([...approved.filter((one) => !others.includes(one)), ...others], language);
  if (!found) return null;
  const variables = template.variables.map((one) => ({ ...one, value: fillIn(one.value, reader).trim() }));
  return {
    language: found.language,
    subject: '',
    text: '',
    template: { name: found.name, language: found.language, variables },
  };
}

export interface LineFacts {
  subject: boolean;
  maxText: number;
  /** It has texts that its provider approved, and without them only who wrote lately can be written to. */
  windowHours: number | null;
  hasTemplates: boolean;
}

/** Why it cannot be sent as it is. `templates`: those of the line. */
export function problemsWith(
  { audience, content }: { audience: Audience; content: Content },
  line: LineFacts,
  templates: readonly MessageTemplate[],
): FieldError[] {
  return [...problemsWithAudience(audience), ...problemsWithContent(content, line, templates)];
}

function problemsWithAudience({ contactIds, filters }: Audience): FieldError[] {
  if (contactIds && contactIds.length > 0) {
    return filters && hasFilter(filters) ? [{ path: 'audience', message: 'names contacts or filters, not both' }] : [];
  }
  if (filters && (filters.everybody === true || hasFilter(filters))) return [];
  return [{ path: 'audience', message: 'say who: contacts, a filter, or everybody' }];
}

const hasFilter = (filters: Filters): boolean =>
  Object.values(filters).some((list) => Array.isArray(list) && list.length > 0);

function problemsWithContent(
  { texts = [], template }: Content,
  line: LineFacts,
  templates: readonly MessageTemplate[],
) {
  if (template) return problemsWithTemplate(template, texts, templates);
  if (texts.length === 0) return [{ path: 'content.texts', message: 'say something, or choose a template' }];
  return texts.flatMap((wording, at) => {
    const path = `content.texts[${at}]`;
    const twice = texts.findIndex((one) => plainLanguage(one.language) === plainLanguage(wording.language)) < at;
    return [
      ...(twice ? [{ path: `${path}.language`, message: 'is there already' }] : []),
      ...(wording.text.trim() === '' ? [{ path: `${path}.text`, message: 'is empty' }] : []),
      ...(wording.text.length > line.maxText
        ? [{ path: `${path}.text`, message: `is longer than the ${line.maxText} characters that this line carries` }]
        : []),
      ...(line.subject && (wording.subject ?? '').trim() === ''
        ? [{ path: `${path}.subject`, message: 'is empty' }]
        : []),
      ...unknown(`${path}.text`, wording.text),
      ...unknown(`${path}.subject`, wording.subject ?? ''),
    ];
  });
}

function problemsWithTemplate(
  template: TemplateWording,
  texts: Wording[],
  templates: readonly MessageTemplate[],
): FieldError[] {
  if (texts.length > 0) return [{ path: 'content', message: 'has texts or a template, not both' }];
  const found = templates.find((one) => one.name === template.name && one.language === template.language);
  if (found?.status !== 'approved') {
    return [{ path: 'content.template', message: 'is no approved template of this line' }];
  }
  const given = (wanted: MessageTemplate['variables'][number]) =>
    template.variables.find((one) => one.in === wanted.in && one.name === wanted.name)?.value ?? '';
  return [
    ...found.variables
      .filter((wanted) => given(wanted).trim() === '')
      .map(({ name }) => ({ path: `content.template.variables.${name}`, message: 'is empty' })),
    ...template.variables.flatMap(({ name, value }) => unknown(`content.template.variables.${name}`, value)),
  ];
}

const unknown = (path: string, text: string): FieldError[] =>
  unknownIn(text).map((variable) => ({ path, message: `${variable} is no variable` }));

/** A little may be made up for, not a whole pause. */
const CATCH_UP_MS = 1_000;

/** When the next one may go, after one went now. */
export function nextAfter(planned: Date | null, now: Date, perMinute: number | null): Date {
  if (perMinute === null) return now;
  const from = Math.max(planned?.getTime() ?? 0, now.getTime() - CATCH_UP_MS);
  return new Date(from + 60_000 / perMinute);
}
