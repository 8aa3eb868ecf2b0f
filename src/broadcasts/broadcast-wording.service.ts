import { Injectable } from '@nestjs/common';
import type { MessageTemplate } from '../channels/contract.js';
import { filled } from '../channels/line-templates.rules.js';
import { wordingFor, type Content, type Reader, type Said } from './broadcast.rules.js';
import { OptOutLinks } from './opt-out-links.service.js';
import { OPT_OUT_WORDS, optOutLanguage } from './opt-out-page.rules.js';

/** Who reads it, as the database knows them (`READER`). */
export interface ReaderRow {
  identityId: string;
  name: string;
  language: string | null;
  fields: Record<string, unknown>;
  company: string | null;
  companyFields: Record<string, unknown> | null;
}

/** What is the same for everybody. */
export interface Saying {
  content: Content;
  inboxId: string;
  templates: readonly MessageTemplate[];
  /** In whose name. */
  agent: string;
  /** Whose customers they are. */
  house: string;
}

export interface Worded extends Said {
  optOut: { url: string; words: string };
}

/** What each reader reads, with their own way out. */
@Injectable()
export class BroadcastWording {
  constructor(private readonly links: OptOutLinks) {}

  for(to: ReaderRow, { content, inboxId, templates, agent, house }: Saying): Worded | null {
    const url = this.links.url({ inboxId, identityId: to.identityId });
    const reader: Reader = {
      name: to.name,
      company: to.company ?? '',
      fields: to.fields,
      companyFields: to.companyFields ?? {},
      agent,
      optOutLink: url,
    };
    const said = wordingFor(content, to.language, reader, templates);
    return said && { ...said, optOut: { url, words: OPT_OUT_WORDS[optOutLanguage(said.language)].foot(house) } };
  }
}

/** How it reads, also where it goes as a template. */
export function asRead({ text, template }: Said, templates: readonly MessageTemplate[]): string {
  const approved =
    template && templates.find((one) => one.name === template.name && one.language === template.language);
  return approved ? filled(approved, template) : text;
}
