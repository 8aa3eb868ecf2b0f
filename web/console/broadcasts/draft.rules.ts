import type { Broadcast, BroadcastDraft, BroadcastFilters, Wording } from '../../api/broadcasts.types';

/** What is on the page before it is sent to the server. Pure. */

export const LANGUAGES = ['pt-BR', 'en', 'es', 'fr', 'de', 'it', 'nl', 'pl', 'ja', 'zh'] as const;

export const VARIABLES = [
  'customer.first_name',
  'customer.name',
  'company.name',
  'agent.name',
  'opt_out_link',
] as const;

export const emptyDraft = (language: string, contactId: string | null): BroadcastDraft => ({
  name: '',
  inboxId: '',
  audience: contactId ? { contactIds: [contactId] } : { filters: {} },
  content: { texts: [{ language, subject: '', text: '' }] },
  perMinute: null,
});

export const draftOf = ({ name, inbox, audience, content, perMinute }: Broadcast): BroadcastDraft => ({
  name,
  inboxId: inbox.id,
  audience: audience.contactIds?.length ? { contactIds: audience.contactIds } : { filters: audience.filters ?? {} },
  content: content.template || content.texts?.length ? content : { texts: [{ language: 'en', subject: '', text: '' }] },
  perMinute,
});

/** Empty lists say nothing: they are not sent, so that the same choice is the same question. */
export function tidyFilters(filters: BroadcastFilters): BroadcastFilters {
  const kept = Object.entries(filters).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value === true,
  );
  const tidy = Object.fromEntries(kept) as BroadcastFilters;
  return { ...tidy, ...(tidy.fields && { fields: tidy.fields.filter(({ key, value }) => key && value.trim()) }) };
}

export const tidied = (draft: BroadcastDraft): BroadcastDraft => ({
  ...draft,
  name: draft.name.trim(),
  audience: draft.audience.contactIds
    ? { contactIds: draft.audience.contactIds }
    : { filters: tidyFilters(draft.audience.filters ?? {}) },
});

export const hasFilter = (filters: BroadcastFilters): boolean =>
  Object.values(tidyFilters(filters)).some((value) => Array.isArray(value) && value.length > 0);

/** The language that a further text is most likely in. */
export const nextLanguage = (texts: Wording[]): string =>
  LANGUAGES.find((language) => !texts.some((one) => one.language === language)) ?? 'en';

/** Puts a variable where the cursor is. */
export function withVariable(text: string, variable: string, from: number, to: number): { text: string; at: number } {
  const piece = `{{${variable}}}`;
  return { text: text.slice(0, from) + piece + text.slice(to), at: from + piece.length };
}
