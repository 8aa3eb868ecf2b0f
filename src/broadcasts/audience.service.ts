import { Injectable } from '@nestjs/common';
import { forbids } from '../conversations/consents.service.js';
import type { Inbox } from '../conversations/inbox.entity.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { reachOf } from '../tickets/replies/reply.rules.js';
import type { Audience, Content, Filters } from './broadcast.rules.js';

type Db = Pick<Tx, 'query'>;

/** On which line, and what the line can do. */
export interface OnLine {
  inbox: Inbox;
  windowHours: number | null;
}

export interface Counted {
  reason: string | null;
  count: number;
}

/**
 * Who is meant, which of their addresses the line reaches, and who is left out and why. One statement answers the preview
 * and fixes the recipients, so that both say the same.
 */
@Injectable()
export class Audiences {
  constructor(private readonly clock: Clock) {}

  count(db: Db, audience: Audience, content: Content, line: OnLine): Promise<Counted[]> {
    const { sql, parameters } = this.found(audience, content, line);
    return db.query<Counted>(
      `${sql} select reason, count(*)::int as count from found group by reason order by 2 desc, 1`,
      parameters,
    );
  }

  /** The addresses of some of them, the newest customers first. */
  async sample(db: Db, audience: Audience, content: Content, line: OnLine, limit: number): Promise<string[]> {
    const { sql, parameters } = this.found(audience, content, line);
    const rows = await db.query<{ identity_id: string }>(
      `${sql} select identity_id from found where reason is null order by contact_id desc limit $${parameters.push(limit)}`,
      parameters,
    );
    return rows.map((row) => row.identity_id);
  }

  /** Fixes the recipients; who is left out stands among them, with the reason. */
  async fix(tx: Tx, broadcastId: string, audience: Audience, content: Content, line: OnLine): Promise<void> {
    const { sql, parameters } = this.found(audience, content, line);
    const id = parameters.push(broadcastId);
    await tx.query(
      `${sql}
       insert into broadcast_recipients (id, broadcast_id, place, contact_id, identity_id, address, state, reason)
       select gen_random_uuid(), $${id}, row_number() over (order by contact_id), contact_id, identity_id, address,
         case when reason is null then 'waiting' else 'left_out' end, reason
       from found`,
      parameters,
    );
  }

  /**
   * Of several addresses that a line reaches, the one on which we talk already, else one that works. Who does not want
   * to hear from us on that one is not written to on another.
   */
  private found(audience: Audience, content: Content, { inbox, windowHours }: OnLine) {
    const parameters: unknown[] = [inbox.id, reachOf(inbox.address)?.identityKind ?? null];
    const $ = (value: unknown): string => `$${parameters.push(value)}`;
    const channel = `${$(inbox.channel)}::text`;
    const closed =
      windowHours === null || content.template
        ? 'false'
        : `not exists (select 1 from conversations v join messages m on m.conversation_id = v.id and m.direction = 'in'
             where v.inbox_id = $1::uuid and v.identity_id = w.identity_id
               and m.at > ${$(new Date(this.clock.millis() - windowHours * 3_600_000))}::timestamptz)`;
    const sql = `with meant as (
         select c.id, c.name, c.language, c.restricted_at from contacts c left join companies k on k.id = c.company_id and k.deleted_at is null
         where c.deleted_at is null and c.merged_into_id is null and ${conditions(audience, $)}
       ), way as (
         select distinct on (i.contact_id) i.contact_id, i.id as identity_id, i.display as address, i.undeliverable_at
         from contact_identities i join meant on meant.id = i.contact_id
         where i.valid_to is null and ((i.scope = '' and i.kind = $2::text) or i.scope = $1::uuid::text)
         order by i.contact_id,
           exists (select 1 from conversations v where v.inbox_id = $1::uuid and v.identity_id = i.id) desc,
           i.undeliverable_at is null desc, i.verified desc, i.valid_from, i.id
       ), found as (
         select meant.id as contact_id, meant.name, meant.language, w.identity_id, w.address,
           case
             when meant.restricted_at is not null then 'restricted'
             when w.identity_id is null then 'no_address'
             when exists (select 1 from opt_outs o join contact_identities mine on mine.id = o.identity_id
                 where o.inbox_id = $1::uuid and mine.contact_id = meant.id and o.ended_at is null)
               or ${forbids('meant.id', channel, ['everything', 'broadcasts'])}
               then 'opted_out'
             when w.undeliverable_at is not null then 'undeliverable'
             when ${closed} then 'window_closed'
           end as reason
         from meant left join way w on w.contact_id = meant.id
       )`;
    return { sql, parameters };
  }
}

function conditions({ contactIds, filters }: Audience, $: (value: unknown) => string): string {
  if (contactIds && contactIds.length > 0) return `c.id = any(${$(contactIds)}::uuid[])`;
  const parts = filters ? filterConditions(filters, $) : ['false'];
  return parts.length > 0 ? parts.join(' and ') : 'true';
}

function filterConditions(filters: Filters, $: (value: unknown) => string): string[] {
  const given = <T>(list: T[] | undefined): T[] | null => (list && list.length > 0 ? list : null);
  const lower = (list: string[]): string[] => list.map((one) => one.toLowerCase());
  const [tags, without, companies, companyTags, segments, languages] = [
    given(filters.tags),
    given(filters.withoutTags),
    given(filters.companyIds),
    given(filters.companyTags),
    given(filters.segments),
    given(filters.languages),
  ];
  return [
    ...(tags ? [`c.tags && ${$(lower(tags))}::text[]`] : []),
    ...(without ? [`not c.tags && ${$(lower(without))}::text[]`] : []),
    ...(companies ? [`k.id = any(${$(companies)}::uuid[])`] : []),
    ...(companyTags ? [`k.tags && ${$(lower(companyTags))}::text[]`] : []),
    ...(segments ? [`k.segment = any(${$(segments)}::text[])`] : []),
    ...(languages ? [languageCondition(languages, $)] : []),
    ...(filters.fields ?? []).map(({ target, key, value }) => {
      const row = target === 'company' ? 'k' : 'c';
      return `lower(${row}.fields ->> ${$(key)}) = lower(${$(value)})`;
    }),
  ];
}

/** `pt` finds `pt-BR` and `pt_BR`; `pt-BR` finds itself, however it is written. */
function languageCondition(languages: string[], $: (value: unknown) => string): string {
  const plain = languages.map((one) => one.toLowerCase().replaceAll('_', '-'));
  const language = `replace(lower(c.language), '_', '-')`;
  return `(${language} = any(${$(plain)}::text[]) or split_part(${language}, '-', 1) = any(${$(plain)}::text[]))`;
}
