import { Injectable } from '@nestjs/common';
import type { Language } from '../../identity/people/user.entity.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { calendarOf } from '../../platform/documents/appointment.rules.js';
import { CustomerNotices, type Notice, type Way } from '../../tickets/replies/customer-notices.service.js';
import { visitRef } from '../visits/visit.rules.js';
import type { HeldVisit } from '../visits/visit-writer.service.js';
import { VisitLinks } from './visit-links.service.js';
import { languageOf, noticeText, VISIT_WORDS, type NoticeKind, type VisitFacts } from './visit-texts.js';

export interface NoticeMore {
  reason?: string;
  arrival?: { from: Date; until: Date };
  slots?: { from: Date; until: Date }[];
  report?: string;
  files?: Notice['files'];
  /** How late after the planned start the customer is told to expect us. */
  windowMinutes?: number;
}

interface Surroundings {
  company: string;
  firmLanguage: string;
  zone: string;
  name: string;
  language: string | null;
  place: string | null;
  technicians: string[];
}

/** Nobody arrives to the minute: what is told is a window. */
export const WINDOW_MINUTES = 60;
/** These carry the appointment itself. */
const INVITING: readonly NoticeKind[] = ['scheduled', 'moved'];
const WITHDRAWING: readonly NoticeKind[] = ['cancelled', 'unscheduled'];

/** Tells the customer about a visit, once for each key, on the channel that they use. */
@Injectable()
export class VisitNotices {
  constructor(
    private readonly clock: Clock,
    private readonly notices: CustomerNotices,
    private readonly links: VisitLinks,
  ) {}

  /** Within a transaction that holds the visit. A repeat of the key tells nothing. */
  async tell(
    tx: Tx,
    { visit, ticket }: HeldVisit,
    kind: NoticeKind,
    key: string,
    more: NoticeMore = {},
  ): Promise<void> {
    const [fresh] = await tx.query(
      `insert into visit_notices (visit_id, key, kind, at) values ($1, $2, $3, $4) on conflict do nothing returning key`,
      [visit.id, key, kind, this.clock.now()],
    );
    if (!fresh) return;
    const around = await this.around(tx, visit.id);
    const calendared = INVITING.includes(kind) || (WITHDRAWING.includes(kind) && visit.invitationSeq > 0);
    const told = await this.notices.tell(tx, ticket, (way) => {
      const language = languageOf(around.language, way.language, around.firmLanguage);
      const facts = this.facts({ visit, ticket }, around, more);
      const text = noticeText(kind, facts, language);
      const calendar = calendared ? this.calendar({ visit, ticket }, kind, facts, around, way, language, text) : null;
      return {
        text,
        subject: VISIT_WORDS[language].summary(facts),
        clientId: `visit.${visit.id}.${key}`,
        files: more.files,
        meta: { visit: facts.ref, visitId: visit.id, notice: kind, ...(calendar && { calendar }) },
      };
    });
    await tx.query('update visit_notices set message_id = $3, failure = $4 where visit_id = $1 and key = $2', [
      visit.id,
      key,
      'messageId' in told ? told.messageId : null,
      'failure' in told ? told.failure : null,
    ]);
    if (calendared && 'messageId' in told) {
      visit.invitationSeq += 1;
      await tx.query('update visits set invitation_seq = $2 where id = $1', [visit.id, visit.invitationSeq]);
    }
  }

  private facts({ visit }: HeldVisit, around: Surroundings, more: NoticeMore): VisitFacts {
    const { zone } = around;
    return {
      name: around.name,
      company: around.company,
      kind: visit.kind,
      ref: visitRef(visit.number),
      when: visit.plannedFrom && {
        from: visit.plannedFrom,
        until: new Date(visit.plannedFrom.getTime() + (more.windowMinutes ?? WINDOW_MINUTES) * 60_000),
        zone,
      },
      technicians: around.technicians,
      place: around.place,
      link: this.links.url(visit),
      mustConfirm: visit.mustConfirm && visit.state === 'scheduled',
      reason: more.reason,
      arrival: more.arrival && { ...more.arrival, zone },
      slots: more.slots?.map((slot) => ({ ...slot, zone })),
      report: more.report,
    };
  }

  /** Only between two mailboxes: a calendar answers by mail. */
  private calendar(
    { visit, ticket }: HeldVisit,
    kind: NoticeKind,
    facts: VisitFacts,
    around: Surroundings,
    way: Way,
    language: Language,
    text: string,
  ): { method: string; content: string; uid: string; sequence: number; attendee: string } | null {
    const [to] = way.to;
    if (!way.from.address?.includes('@') || !to?.address?.includes('@')) return null;
    const from = visit.plannedFrom ?? this.clock.now();
    const uid = this.links.uid(visit.id, way.from.address);
    const appointment = calendarOf({
      product: 'Visits',
      uid,
      sequence: visit.invitationSeq,
      cancelled: WITHDRAWING.includes(kind),
      from,
      to: visit.plannedTo ?? new Date(from.getTime() + visit.minutes * 60_000),
      // Calendars answer with this as the subject, and nothing else says to which ticket the answer belongs.
      summary: `${VISIT_WORDS[language].summary(facts)} (${facts.ref}) [#${ticket.number}]`,
      description: text,
      location: around.place,
      url: facts.link,
      organizer: { name: way.from.name, email: way.from.address },
      attendee: { name: to.name ?? '', email: to.address },
      stamp: this.clock.now(),
    });
    return { ...appointment, uid, sequence: visit.invitationSeq, attendee: to.address.toLowerCase() };
  }

  private async around(tx: Tx, visitId: string): Promise<Surroundings> {
    const [row] = await tx.query<Surroundings>(
      `select o.company, o.language as "firmLanguage", coalesce(site.timezone, o.time_zone) as zone, person.name, person.language,
         coalesce(site.address, v.place ->> 'address') as place,
         array(select split_part(u.name, ' ', 1) from visit_technicians vt join technicians w on w.id = vt.technician_id
           join users u on u.id = w.user_id where vt.visit_id = v.id order by vt.place) as technicians
       from visits v join tickets t on t.id = v.ticket_id
       join contacts person on person.id = coalesce(v.contact_id, t.contact_id)
       cross join (select company, language, time_zone from organisation limit 1) o
       left join sites site on site.id = v.site_id where v.id = $1`,
      [visitId],
    );
    return row!;
  }
}
