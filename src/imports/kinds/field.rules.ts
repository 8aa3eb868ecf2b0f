import { DateTime } from 'luxon';
import { writtenDay } from '../../platform/days.rules.js';
import { cleaned } from '../../customers/identity.rules.js';

/** What a column of a file may be, and how a value of it is read. Pure. */

export type FieldType =
  'text' | 'long' | 'words' | 'list' | 'day' | 'time' | 'amount' | 'whole' | 'number' | 'yes' | 'choice';

export interface FieldDef {
  key: string;
  type: FieldType;
  needed?: boolean;
  /** Longest text; largest number. */
  most?: number;
  least?: number;
  /** What people call each choice; the key itself always counts. */
  choices?: Record<string, readonly string[]>;
  /** How people head the column, in lower case without accents; the key itself always counts. */
  heads: readonly string[];
}

export type Reason =
  | 'missing'
  | 'too_long'
  | 'not_email'
  | 'not_phone'
  | 'not_day'
  | 'not_time'
  | 'not_number'
  | 'out_of_range'
  | 'not_choice'
  | 'not_yes_no'
  | 'not_domain'
  | 'unknown'
  | 'ambiguous'
  | 'erased'
  | 'taken'
  | 'known'
  | 'repeated'
  | 'refused'
  | 'fault'
  | 'file_missing'
  | 'file_ambiguous'
  | 'file_too_large'
  | 'file_broken'
  | 'file_unclaimed';

export interface RowError {
  /** The field, or empty where the row as a whole is meant. */
  field: string;
  reason: Reason;
  /** The value as it stands, cut short; or the words of the room that refused it. */
  value?: string;
}

export type Values = Record<string, unknown>;

export interface Parsed {
  values: Values;
  errors: RowError[];
}

/** The values of a row; empty ones are left out. */
export function parse(fields: readonly FieldDef[], given: Readonly<Record<string, unknown>>, zone: string): Parsed {
  const values: Values = {};
  const errors: RowError[] = [];
  for (const field of fields) {
    const raw = given[field.key];
    const text = textOf(raw);
    if (text === '') {
      if (field.needed) errors.push({ field: field.key, reason: 'missing' });
      continue;
    }
    const read = readValue(field, Array.isArray(raw) ? raw : text, zone);
    if ('reason' in read) errors.push({ field: field.key, reason: read.reason, value: text.slice(0, 80) });
    else values[field.key] = read.value;
  }
  return { values, errors };
}

export function textOf(raw: unknown): string {
  if (raw === null || raw === undefined) return '';
  if (Array.isArray(raw)) return raw.map(textOf).filter(Boolean).join(', ');
  if (typeof raw === 'object') return JSON.stringify(raw);
  return String(raw).replaceAll('\u0000', '').trim();
}

type Read = { value: unknown } | { reason: Reason };

function readValue(field: FieldDef, raw: string | unknown[], zone: string): Read {
  const text = textOf(raw);
  const most = field.most ?? (field.type === 'long' ? 20_000 : 200);
  switch (field.type) {
    case 'text': {
      const value = cleaned(unguarded(text));
      return value.length > most ? { reason: 'too_long' } : { value };
    }
    case 'words':
    case 'long': {
      const value = unguarded(text);
      return value.length > most ? { reason: 'too_long' } : { value };
    }
    case 'list': {
      const parts = (Array.isArray(raw) ? raw.map(textOf) : text.split(/[,;|\n]/)).map(cleaned).filter(Boolean);
      return parts.some((part) => part.length > (field.most ?? 50)) ? { reason: 'too_long' } : { value: parts };
    }
    case 'day': {
      const value = writtenDay(text);
      return value === null ? { reason: 'not_day' } : { value };
    }
    case 'time': {
      const value = timeOf(text, zone);
      return value === null ? { reason: 'not_time' } : { value };
    }
    case 'amount':
    case 'number':
    case 'whole':
      return numberOf(field, text);
    case 'yes': {
      const plain = plainOf(text);
      if (YES.has(plain)) return { value: true };
      return NO.has(plain) ? { value: false } : { reason: 'not_yes_no' };
    }
    case 'choice': {
      const plain = plainOf(text);
      const found = Object.entries(field.choices ?? {}).find(
        ([key, words]) => plainOf(key) === plain || words.some((word) => word === plain),
      );
      return found ? { value: found[0] } : { reason: 'not_choice' };
    }
  }
}

function numberOf({ type, least = 0, most = 9e11 }: FieldDef, text: string): Read {
  const value = decimalOf(text);
  if (value === null || (type === 'whole' && !Number.isInteger(value))) return { reason: 'not_number' };
  return value < least || value > most ? { reason: 'out_of_range' } : { value };
}

/** `1234.56`, `1.234,56`, `R$ 1.234,56`, `-23,55`: what follows the last separator is the fraction, but three digits are thousands. */
export function decimalOf(text: string): number | null {
  const match = /^[^\d\-+]{0,4}([-+]?)\s?(\d[\d.,' ]*)\s?[^\d]{0,4}$/.exec(text);
  if (!match) return null;
  const digits = match[2]!.replace(/[' ]/g, '');
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const sign = digits[last] ?? '';
  const several = last !== -1 && digits.indexOf(sign) !== last;
  const thousands = last !== -1 && (several || (digits.length - last - 1 === 3 && !/^0[.,]/.test(digits)));
  const whole = (thousands || last === -1 ? digits : digits.slice(0, last)).replace(/[.,]/g, '');
  const fraction = thousands || last === -1 ? '' : digits.slice(last + 1);
  const value = Number(`${match[1]}${whole}.${fraction || '0'}`);
  return Number.isFinite(value) ? value : null;
}

/** ISO 8601, seconds since 1970, `15/03/2026 14:05`; without a zone it is the house's. */
export function timeOf(text: string, zone: string): string | null {
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1_000).toISOString();
  const written = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  const at = written
    ? DateTime.fromObject(
        {
          year: Number(written[3]),
          month: Number(written[2]),
          day: Number(written[1]),
          hour: Number(written[4] ?? 0),
          minute: Number(written[5] ?? 0),
          second: Number(written[6] ?? 0),
        },
        { zone },
      )
    : DateTime.fromISO(
        text
          .replace(/ UTC$/, 'Z')
          .replace(/^(\d{4}-\d{2}-\d{2}) (\d)/, '$1T$2')
          .replace(/ ([+-]\d{2}:?\d{2})$/, '$1'),
        { zone },
      );
  return at.isValid && at.year > 1970 && at.year < 2200 ? at.toUTC().toISO() : null;
}

const YES = new Set(['yes', 'y', 'true', '1', 'x', 'sim', 's', 'verdadeiro']);
const NO = new Set(['no', 'n', 'false', '0', '-', 'nao', 'falso']);

/** Spreadsheets keep an apostrophe before what would be a formula; ours does, too. It is no part of the value. */
const unguarded = (text: string): string => (/^'[=+\-@]/.test(text) ? text.slice(1) : text);

/** Lower case, without accents, with single spaces: how headings and choices are compared. */
export const plainOf = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Which column is which field: by its heading. Each column and each field once. */
export function suggest(
  columns: readonly string[],
  fields: readonly FieldDef[],
  custom: readonly { key: string; label: string }[] = [],
): Record<string, string> {
  const mapping: Record<string, string> = {};
  const taken = new Set<string>();
  const heads = columns.map(plainOf);
  const all = [
    ...fields.map(({ key, heads: words }) => ({ key, words: [plainOf(spaced(key)), ...words] })),
    ...custom.map(({ key, label }) => ({ key: `field:${key}`, words: [plainOf(label), plainOf(key)] })),
  ];
  // The first word of a field counts before the second of another: "name" is the name, though "company name" has it, too.
  const longest = Math.max(0, ...all.map(({ words }) => words.length));
  for (let turn = 0; turn < longest; turn += 1) {
    for (const { key, words } of all) {
      const word = words[turn];
      const at = word && !taken.has(key) ? heads.findIndex((head, n) => head === word && !(n in mapping)) : -1;
      if (at === -1) continue;
      mapping[String(at)] = key;
      taken.add(key);
    }
  }
  return mapping;
}

const spaced = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
