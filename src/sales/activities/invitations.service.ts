import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LetterLines } from '../../channels/letter-lines.service.js';
import type { Inbox } from '../../conversations/inbox.entity.js';
import { ContactsService } from '../../customers/contacts.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Clock } from '../../platform/clock.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { documentLanguage, moment } from '../../platform/documents/wording.rules.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { Outreach } from '../../tickets/replies/outreach.service.js';
import { Activity } from './activity.entity.js';
import {
  endOfMeeting,
  invitationsDue,
  invitationText,
  uidOf,
  type DueInvitation,
  type Invited,
} from './invitation.rules.js';
import { invitationWords } from './invitation.words.js';

type Row = Invited & { conversationId: string | null; problem: string | null };

/** Whoever is to come to a meeting has it in their calendar, at the time at which it is now. */
@Injectable()
export class Invitations {
  private readonly key: Buffer;

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly contacts: ContactsService,
    private readonly lines: LetterLines,
    private readonly outreach: Outreach,
    vault: Vault,
  ) {
    this.key = vault.key('meeting invitations');
  }

  /** Compared with what was told, so that a repeat tells nothing, and two changes in a row may be one mail. */
  @Subscribe('activity.changed', { name: 'sales.invitations' })
  async changed({ activityId }: Events['activity.changed']): Promise<void> {
    const [known] = await this.db.query<object[]>(
      'select 1 from activities a where a.id = $1 and (a.invites or exists (select from activity_invitations i where i.activity_id = a.id))',
      [activityId],
    );
    if (!known) return;
    const inbox = await this.lines.pick();
    const { company, timeZone, language } = await this.settings.current();
    await this.work.run(async (tx) => {
      const meeting = await tx.lock(Activity, { id: activityId });
      // Who was there keeps it in their calendar.
      if (!meeting || meeting.doneAt) return;
      const rows = await tx.query<Row>(
        `select address, state, sequence, told, conversation_id as "conversationId", problem
         from activity_invitations where activity_id = $1`,
        [activityId],
      );
      // Whoever could not be told was told nothing.
      const invited = rows.filter(({ problem }) => problem === null);
      const { deletedAt, invites, kind } = meeting;
      const holds = invites && kind === 'meeting' && !deletedAt;
      for (const due of invitationsDue({ ...meeting, holds }, invited, this.clock.now())) {
        const before = rows.find(({ address }) => address === due.address);
        await this.tell(tx, { inbox, company, timeZone, language }, meeting, due, before);
      }
    });
  }

  private async tell(
    tx: Tx,
    {
      inbox,
      company,
      timeZone,
      language,
    }: { inbox: Inbox | null; company: string; timeZone: string; language: string },
    meeting: Activity,
    due: DueInvitation,
    before: Row | undefined,
  ): Promise<void> {
    if (!inbox?.address) return this.keep(tx, meeting.id, due, { problem: 'no_line' });
    const who = await this.contacts.identify(tx, { kind: 'email', value: due.address, name: due.name });
    const [person] = await tx.query<{ language: string | null }>('select language from contacts where id = $1', [
      who.contactId,
    ]);
    const reads = documentLanguage(person?.language ?? language);
    const kind =
      due.method === 'CANCEL' ? 'cancelled' : before?.state === 'invited' && !before.problem ? 'changed' : 'new';
    const words = invitationWords(kind, reads, {
      name: due.name,
      subject: meeting.subject,
      when: moment(meeting.dueAt, timeZone, reads),
      place: meeting.place,
      organizer: await this.nameOf(tx, meeting.ownerId),
      company,
    });
    const uid = uidOf(meeting.id, inbox.address.split('@').at(-1)!, this.key);
    const invitation = {
      uid,
      method: due.method,
      sequence: due.sequence,
      from: meeting.dueAt,
      to: endOfMeeting(meeting),
      description: words.text,
      place: meeting.place,
      organizer: { name: inbox.name, email: inbox.address },
      attendee: { name: due.name, email: due.address },
      stamp: this.clock.now(),
    };
    // Calendars answer with this as the subject, and nothing else says to which ticket the answer belongs.
    const contentFor = (number: number) =>
      invitationText({ ...invitation, summary: `${meeting.subject} [#${number}]` });
    const spoken = await this.outreach.say(
      tx,
      SYSTEM,
      { inbox, threaded: true, conversationId: before?.conversationId },
      { contactId: who.contactId, companyId: who.companyId, identityId: who.identityId },
      {
        ...words,
        title: words.subject,
        clientId: `meeting.${meeting.id}.${due.sequence}.${due.address}`,
        meta: ({ number }) => ({
          activityId: meeting.id,
          calendar: {
            method: due.method,
            content: contentFor(number),
            uid,
            sequence: due.sequence,
            attendee: due.address,
          },
        }),
      },
    );
    if (meeting.dealId) {
      await tx.query(
        `insert into deal_tickets (deal_id, ticket_id, kind, at) values ($1, $2, 'answer', $3) on conflict do nothing`,
        [meeting.dealId, spoken.ticketId, this.clock.now()],
      );
    }
    await this.keep(tx, meeting.id, due, { ...spoken, contactId: who.contactId, problem: null });
  }

  private async keep(
    tx: Tx,
    activityId: string,
    { address, method, sequence, told, asksAnew }: DueInvitation,
    {
      contactId,
      messageId,
      conversationId,
      problem,
    }: Partial<Record<'contactId' | 'messageId' | 'conversationId', string>> & {
      problem: string | null;
    },
  ): Promise<void> {
    await tx.query(
      `insert into activity_invitations as i
         (activity_id, address, state, sequence, told, told_at, contact_id, message_id, conversation_id, problem)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (activity_id, address) do update set state = $3, sequence = $4, told = $5, told_at = $6, contact_id = $7,
         message_id = $8, conversation_id = coalesce($9, i.conversation_id), problem = $10,
         answer = case when $11 then null else i.answer end, answered_at = case when $11 then null else i.answered_at end,
         answer_stamp = null`,
      [
        activityId,
        address,
        method === 'CANCEL' ? 'cancelled' : 'invited',
        sequence,
        told,
        this.clock.now(),
        contactId ?? null,
        messageId ?? null,
        conversationId ?? null,
        problem,
        asksAnew,
      ],
    );
  }

  private async nameOf(tx: Tx, userId: string | null): Promise<string> {
    const [owner] = userId ? await tx.query<{ name: string }>('select name from users where id = $1', [userId]) : [];
    return owner?.name ?? '';
  }
}
