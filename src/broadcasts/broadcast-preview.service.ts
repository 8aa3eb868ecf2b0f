import { Injectable } from '@nestjs/common';
import { SettingsService } from '../identity/settings/settings.service.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { Audiences } from './audience.service.js';
import type { BroadcastPreview, PreviewBroadcast, SampleView } from './broadcast.dto.js';
import { BroadcastLines } from './broadcast-lines.service.js';
import { problemsWith } from './broadcast.rules.js';
import { asRead, BroadcastWording, type ReaderRow, type Saying } from './broadcast-wording.service.js';
import { READER } from './reader.sql.js';

const SAMPLE = 5;

type SampleReader = ReaderRow & { contactId: string; address: string };

/** Whom it would go to, who would be left out and why, and how the newest few would read it. Writes nothing. */
@Injectable()
export class BroadcastPreviews {
  constructor(
    private readonly work: Work,
    private readonly lines: BroadcastLines,
    private readonly audiences: Audiences,
    private readonly wording: BroadcastWording,
    private readonly settings: SettingsService,
  ) {}

  async of(actor: Actor, { inboxId, audience, content }: PreviewBroadcast): Promise<BroadcastPreview> {
    const on = await this.lines.on(inboxId);
    const templates = await this.lines.templatesOf(on);
    const house = (await this.settings.current()).company;
    const line = { inbox: on.inbox, windowHours: on.facts.windowHours };
    const { counted, readers } = await this.work.run(async (tx) => ({
      counted: await this.audiences.count(tx, audience, content, line),
      readers: await tx.query<SampleReader>(
        `select c.id as "contactId", i.display as address, ${READER.columns}
         from unnest($1::uuid[]) with ordinality as wanted(id, place) join contact_identities i on i.id = wanted.id
         ${READER.from} order by wanted.place`,
        [await this.audiences.sample(tx, audience, content, line, SAMPLE)],
      ),
    }));
    const reasons = counted.filter((one) => one.reason !== null);
    const saying = { content, inboxId, templates, agent: actor.name, house };
    return {
      total: counted.reduce((sum, { count }) => sum + count, 0),
      reachable: counted.find(({ reason }) => reason === null)?.count ?? 0,
      leftOut: Object.fromEntries(reasons.map(({ reason, count }) => [reason!, count])),
      sample: readers.flatMap((reader) => this.sampleOf(reader, saying) ?? []),
      problems: problemsWith({ audience, content }, on.facts, templates),
    };
  }

  private sampleOf(reader: SampleReader, saying: Saying): SampleView | null {
    const said = this.wording.for(reader, saying);
    if (!said) return null;
    return {
      contact: { id: reader.contactId, name: reader.name },
      address: reader.address,
      language: said.language,
      subject: said.subject,
      // The link is the reader's own: who looks at a preview must not end somebody's messages by it.
      text: asRead(said, saying.templates).replaceAll(said.optOut.url, '…'),
    };
  }
}
