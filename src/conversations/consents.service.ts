import { Injectable } from '@nestjs/common';
import { ContactMergeJournal } from '../customers/contact-merge-journal.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import type { Events } from '../platform/outbox/events.js';
import { Policy } from '../platform/outbox/listeners.decorators.js';
import { newId } from '../platform/ids.js';

export const PURPOSES = ['everything', 'broadcasts', 'recording'] as const;
export type Purpose = (typeof PURPOSES)[number];
export type ConsentState = 'given' | 'withdrawn';

export interface NewConsent {
  /** Null: on every channel. */
  channel: string | null;
  purpose: Purpose;
  state: ConsentState;
  /** What the person was asked or told, and which version of it. */
  wording: string;
  wordingVersion: string;
  /** Where it can be seen that they said so: a message, a form, a call. */
  proof: string;
  byId: string | null;
  at: Date;
}

const TABLE = 'consents';

/**
 * What a person agreed to or forbade, whichever line or address they said it on. Opt-outs of one line and address
 * (`OptOuts`) stand beside it; either is enough to be left alone.
 */
@Injectable()
export class Consents {
  constructor(
    private readonly clock: Clock,
    private readonly journal: ContactMergeJournal,
  ) {}

  async record(tx: Tx, contactId: string, consent: NewConsent): Promise<string> {
    await tx.query(
      `update consents set superseded_at = $5
       where contact_id = $1 and purpose = $2 and ($3::text is null or channel = $3) and at <= $4 and superseded_at is null`,
      [contactId, consent.purpose, consent.channel, consent.at, this.clock.now()],
    );
    const id = newId();
    await tx.query(
      `insert into consents (id, contact_id, channel, purpose, state, wording, wording_version, proof, by_id, at, recorded_at,
                             superseded_at)
       select $1, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz, $11::timestamptz,
         case when exists (select from consents l where l.contact_id = $2 and l.purpose = $4 and l.superseded_at is null
                             and (l.channel is null or l.channel = $3) and l.at > $10) then $11::timestamptz end`,
      [
        id,
        contactId,
        consent.channel,
        consent.purpose,
        consent.state,
        consent.wording,
        consent.wordingVersion,
        consent.proof,
        consent.byId,
        consent.at,
        this.clock.now(),
      ],
    );
    return id;
  }

  /** What a person forbade goes with them: who becomes part of another forbids it there too. */
  @Policy('contact.merged', 3)
  async move(tx: Tx, { mergeId, winnerId, loserId }: Events['contact.merged']): Promise<void> {
    const moved = await tx.query<{ id: string }>(
      'update consents set contact_id = $1 where contact_id = $2 returning id',
      [winnerId, loserId],
    );
    await this.journal.record(tx, mergeId, TABLE, moved);
  }

  @Policy('contact.unmerged', 3)
  async moveBack(tx: Tx, { mergeId, winnerId, loserId }: Events['contact.unmerged']): Promise<void> {
    const rows = await this.journal.takeBack(tx, mergeId, TABLE);
    await tx.query('update consents set contact_id = $2 where contact_id = $1 and id = any($3::uuid[])', [
      winnerId,
      loserId,
      rows.map((row) => row.id),
    ]);
  }
}

/** Whether a contact forbade this on a channel, both as SQL. */
export const forbids = (contact: string, channel: string, purposes: readonly Purpose[]): string =>
  `exists (select 1 from consents f where f.contact_id = ${contact} and f.state = 'withdrawn' and f.superseded_at is null
     and f.purpose in (${purposes.map((one) => `'${one}'`).join(', ')}) and (f.channel is null or f.channel = ${channel}))`;
