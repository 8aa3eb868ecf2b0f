import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { ConversationMarks } from '../../conversations/conversation-marks.service.js';
import { MessageStates } from '../../conversations/message-states.service.js';
import { international } from '../../customers/phone.rules.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { newId } from '../../platform/ids.js';
import { CallPart } from './call-part.entity.js';
import { Call } from './call.entity.js';
import type { CallFact } from './call.events.js';
import { callBackFor, mayBecome, outcomeOf, seconds, type CallState } from './call.rules.js';

export type NewCall = Pick<Call, 'inboxId' | 'channel' | 'sid' | 'direction' | 'from' | 'to' | 'language'> &
  Partial<Call>;

/** Whoever left as little ago as this is told of it: their phone shows a call that goes on without them. */
const JUST_LEFT_MS = 10_000;

/** The record of calls. Whoever changes one holds its row; what a change means for others is told once, here. */
@Injectable()
export class CallsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly marks: ConversationMarks,
    private readonly messages: MessageStates,
  ) {}

  find(id: string): Promise<Call | null> {
    return this.db.getRepository(Call).findOneBy({ id });
  }

  bySid(inboxId: string, sid: string): Promise<Call | null> {
    return this.db.getRepository(Call).findOneBy({ inboxId, sid });
  }

  /** Everything that is not over, oldest first. */
  open(): Promise<Call[]> {
    return this.db
      .getRepository(Call)
      .find({ where: { state: In(['greeting', 'waiting', 'connecting', 'talking']) }, order: { startedAt: 'ASC' } });
  }

  /** On which of our numbers there was a call for this ticket last. */
  async lineOfTicket(ticketId: string): Promise<string | null> {
    const [row] = await this.db.query<{ inboxId: string }[]>(
      `select inbox_id as "inboxId" from calls where ticket_id::text = $1 order by started_at desc limit 1`,
      [ticketId],
    );
    return row?.inboxId ?? null;
  }

  /** Among the callers of the same team, from 1: whoever writes stands in another line. */
  async placeInLine({ id, teamId, waitingAt }: Call): Promise<number> {
    const [row] = await this.db.query<{ before: number }[]>(
      `select count(*)::int as before from calls
       where state = 'waiting' and id <> $1 and team_id is not distinct from $2::uuid and waiting_at < $3`,
      [id, teamId, waitingAt],
    );
    return (row?.before ?? 0) + 1;
  }

  /** In which somebody talks, or of which they still have to say what it was. */
  async ofAgent(userId: string): Promise<{ current: Call | null; unwrapped: Call | null }> {
    const calls = this.db.getRepository(Call);
    const part = await this.db
      .getRepository(CallPart)
      .findOne({ where: { userId, kind: 'agent', state: 'joined' }, order: { joinedAt: 'DESC' } });
    const current =
      (await calls.findOneBy({ agentId: userId, state: In(['connecting', 'talking']) })) ??
      (part && (await calls.findOneBy({ id: part.callId, state: In(['connecting', 'talking', 'waiting']) })));
    const unwrapped = await calls
      .createQueryBuilder('call')
      .where(`call.agentId = :userId and call.state = 'ended' and call.wrappedAt is null`, { userId })
      .orderBy('call.endedAt', 'DESC')
      .getOne();
    return { current, unwrapped };
  }

  parts(callIds: readonly string[]): Promise<CallPart[]> {
    return this.db.getRepository(CallPart).find({ where: { callId: In([...callIds]) }, order: { at: 'ASC' } });
  }

  /** Made with the first that the provider tells of it; a repeat finds it. */
  async begin(tx: Tx, fresh: NewCall): Promise<Call> {
    const now = this.clock.now();
    const id = newId();
    const [made] = await tx.query(
      `insert into calls (id, inbox_id, channel, sid, direction, "from", "to", caller_name, language, state, flow, facts, ticket_id,
         conversation_id, team_id, agent_id, waits_at, started_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
       on conflict (inbox_id, sid) where sid is not null do nothing returning *`,
      [
        id,
        fresh.inboxId,
        fresh.channel,
        fresh.sid,
        fresh.direction,
        fresh.from,
        fresh.to,
        fresh.callerName ?? null,
        fresh.language,
        fresh.state ?? 'greeting',
        fresh.flow ? JSON.stringify(fresh.flow) : null,
        JSON.stringify(fresh.facts ?? {}),
        fresh.ticketId ?? null,
        fresh.conversationId ?? null,
        fresh.teamId ?? null,
        fresh.agentId ?? null,
        fresh.waitsAt ?? null,
        fresh.startedAt ?? now,
        now,
      ],
    );
    if (made) return tx.entity(Call, made);
    const known = await tx.lock(Call, { inboxId: fresh.inboxId, sid: fresh.sid! });
    if (!known) throw new Error('a call with this id was there and is gone');
    return known;
  }

  lock(tx: Tx, id: string): Promise<Call | null> {
    return tx.lockById(Call, id);
  }

  /** Returns false where the call cannot become that any more, and changes nothing. */
  async become(tx: Tx, call: Call, state: CallState, change: Partial<Call> = {}): Promise<boolean> {
    if (!mayBecome(call.state, state)) return false;
    const now = this.clock.now();
    const isFirstAnswer = state === 'talking' && call.answeredAt === null;
    const times: Partial<Call> = {
      // Since when it rings: a transfer rings anew, and the wait of the customer goes on.
      ...(state === 'waiting' && {
        waitingAt: call.waitingAt ?? now,
        facts: { ...call.facts, rings: now.toISOString() },
        declined: [],
      }),
      ...(state === 'connecting' && { connectedAt: now }),
      ...(state === 'talking' && { answeredAt: call.answeredAt ?? now }),
    };
    await this.change(tx, call, { state, ...times, ...change });
    await this.tell(tx, call);
    if (state === 'waiting') tx.emit('call.waiting', await this.factOf(tx, call));
    if (isFirstAnswer && call.agentId && call.ticketId)
      tx.emit('call.answered', { callId: call.id, ticketId: call.ticketId, userId: call.agentId });
    return true;
  }

  /** It waits on, at somebody else. */
  async ringElsewhere(tx: Tx, call: Call, change: Partial<Call>): Promise<void> {
    const facts = { ...call.facts, rings: this.clock.now().toISOString() };
    await this.change(tx, call, { ...change, facts, declined: [] });
    tx.emit('call.waiting', await this.factOf(tx, call));
  }

  async change(tx: Tx, call: Call, change: Partial<Call>): Promise<void> {
    Object.assign(call, change, { version: call.version + 1, updatedAt: this.clock.now() });
    tx.update(Call, call.id, { ...change, version: call.version, updatedAt: call.updatedAt });
    tx.emit('call.changed', await this.factOf(tx, call));
  }

  /** Once, whatever the provider repeats. A call that nobody answered leaves somebody to be called back. */
  async end(tx: Tx, call: Call, facts: Record<string, string> = {}, now = this.clock.now()): Promise<boolean> {
    if (call.state === 'ended') return false;
    // Who was spoken to, and then hung up while they waited for somebody else, was dropped.
    const dropped: Record<string, string> = call.state === 'waiting' && call.answeredAt ? { dropped: 'yes' } : {};
    const all = { ...call.facts, ...dropped, ...facts };
    const outcome = outcomeOf({ ...call, facts: all });
    await this.change(tx, call, {
      state: 'ended',
      outcome,
      facts: all,
      endedAt: now,
      held: false,
      muted: false,
      recording: false,
      flow: null,
      // Nobody has to say anything about a call that nobody took.
      ...(call.agentId && call.answeredAt ? {} : { wrappedAt: now }),
    });
    await tx.query(`update call_parts set state = 'left', left_at = $2 where call_id = $1 and state <> 'left'`, [
      call.id,
      now,
    ]);
    // Who withheld their number cannot be called back.
    const why = call.direction === 'in' && international(call.from) ? callBackFor(outcome, all) : null;
    if (why) await this.oweCallBack(tx, call, why, now);
    if (call.wrappedAt) await this.rest(tx, call);
    await this.tell(tx, call);
    tx.emit('call.ended', await this.factOf(tx, call));
    return true;
  }

  /** A person has said what the call was, or took too long to: they are free again. */
  async wrap(tx: Tx, call: Call): Promise<boolean> {
    if (call.state !== 'ended' || call.wrappedAt) return false;
    await this.change(tx, call, { wrappedAt: this.clock.now() });
    await this.rest(tx, call);
    return true;
  }

  /** A message was left; the provider may say so after it has said that the call is over. */
  async left(tx: Tx, call: Call, recordingSid: string): Promise<void> {
    const isLate = call.state === 'ended' && (call.outcome === 'missed' || call.outcome === 'abandoned');
    const facts = { ...call.facts, voicemail: recordingSid };
    await this.change(tx, call, { facts, ...(isLate && { outcome: 'voicemail' }) });
    // Of a call that came while we were away nobody will tell the end.
    if (call.facts.fallback && call.state !== 'ended') await this.end(tx, call);
    else if (isLate) await tx.query(`update call_backs set why = 'voicemail' where call_id = $1`, [call.id]);
    await this.tell(tx, call);
  }

  /** Nobody is left with the customer beside this part. */
  async isAlone(tx: Tx, call: Call, part: CallPart): Promise<boolean> {
    return (await this.others(tx, call, part)).length === 0;
  }

  /** A colleague's leg is gone. Returns the call where nobody is left with the customer, who waits again. */
  async withoutPart(tx: Tx, call: Call, part: CallPart): Promise<Call | null> {
    const others = await this.others(tx, call, part);
    const heir = others.find(({ kind }) => kind === 'agent');
    const wasTheirs = part.userId !== null && part.userId === call.agentId;
    if (part.kind === 'supervisor' || others.length > 0) {
      await this.change(tx, call, wasTheirs ? { agentId: heir?.userId ?? null } : {});
      return null;
    }
    if (call.agentId !== null && !wasTheirs) {
      await this.change(tx, call, {});
      return null;
    }
    const { room: _left, dialling: _dialled, ...facts } = call.facts;
    const again = { ...facts, rings: this.clock.now().toISOString() };
    const isWaiting = await this.become(tx, call, 'waiting', {
      agentId: null,
      wantedUserId: null,
      wantedExtensionId: null,
      held: false,
      recording: false,
      conferenceSid: null,
      facts: again,
    });
    return isWaiting ? call : null;
  }

  /** What its message on the ticket shows. */
  async tell(tx: Tx, call: Call): Promise<void> {
    if (!call.messageId) return;
    await this.messages.amend(tx, call.messageId, {
      call: {
        id: call.id,
        state: call.state,
        outcome: call.outcome,
        agentId: call.agentId,
        seconds: seconds(call.answeredAt, call.endedAt),
        waitedSeconds: seconds(call.waitingAt, call.answeredAt ?? call.endedAt),
      },
    });
  }

  /** The ticket and message that the story made for it. */
  async placed(
    tx: Tx,
    sid: string,
    of: { messageId: string; conversationId: string; ticketId: string },
  ): Promise<void> {
    const [row] = await tx.query(
      `select k.* from calls k join conversations c on c.inbox_id = k.inbox_id where c.id = $1 and k.sid = $2 for update of k`,
      [of.conversationId, sid],
    );
    if (!row) return;
    const call = tx.entity(Call, row);
    const { messageId, conversationId, ticketId } = of;
    await this.change(tx, call, { messageId, conversationId, ticketId });
    await this.tell(tx, call);
  }

  async part(tx: Tx, part: Omit<CallPart, 'id' | 'at' | 'joinedAt' | 'leftAt' | 'state'>): Promise<void> {
    await tx.query(
      `insert into call_parts (id, call_id, kind, user_id, phone, label, sid, state, at) values ($1, $2, $3, $4, $5, $6, $7, 'ringing', $8)
       on conflict (call_id, label) do update
         set state = 'ringing', phone = excluded.phone, sid = excluded.sid, at = excluded.at, left_at = null`,
      [newId(), part.callId, part.kind, part.userId, part.phone, part.label, part.sid, this.clock.now()],
    );
  }

  /** Who is asked comes: their question no longer ends as one that nobody answers. The provider tells of their leg later. */
  async partComes(tx: Tx, callId: string, label: string): Promise<void> {
    await tx.query('update call_parts set at = $3 where call_id = $1 and label = $2', [
      callId,
      label,
      this.clock.now(),
    ]);
  }

  /** What the provider calls a part's leg; it may have told so already. */
  async partLeg(tx: Tx, callId: string, label: string, sid: string): Promise<void> {
    await tx.query('update call_parts set sid = coalesce(sid, $3) where call_id = $1 and label = $2', [
      callId,
      label,
      sid,
    ]);
  }

  async partMoved(
    tx: Tx,
    callId: string,
    label: string,
    state: 'joined' | 'left',
    sid?: string,
  ): Promise<CallPart | null> {
    const [row] = await tx.query(
      `update call_parts set state = $3, sid = coalesce($5, sid),
         joined_at = case when $3 = 'joined' then coalesce(joined_at, $4) else joined_at end,
         left_at = case when $3 = 'left' then $4 else null end
       where call_id = $1 and label = $2 and state <> 'left' and state <> $3 returning *`,
      [callId, label, state, this.clock.now(), sid ?? null],
    );
    return row ? tx.entity(CallPart, row) : null;
  }

  /** Nobody has two conversations at once: what the database says to whoever takes a second one. */
  isSecondCall(error: unknown): boolean {
    const { driverError, constraint } = error as { driverError?: { constraint?: string }; constraint?: string };
    return (driverError?.constraint ?? constraint) === 'calls_one_per_agent';
  }

  run<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    return this.work.run(body);
  }

  private async others(tx: Tx, call: Call, part: CallPart): Promise<CallPart[]> {
    const joined = await tx.manager.findBy(CallPart, { callId: call.id, state: 'joined' });
    return joined.filter(({ kind, id }) => kind !== 'supervisor' && id !== part.id);
  }

  private async rest(tx: Tx, call: Call): Promise<void> {
    if (call.conversationId) await this.marks.end(tx, call.conversationId, 'system');
  }

  private async oweCallBack(tx: Tx, call: Call, why: string, at: Date): Promise<void> {
    await tx.query(
      `insert into call_backs (id, inbox_id, call_id, ticket_id, number, why, state, at, waits_since, next_at)
       values ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9)
       on conflict (inbox_id, number) where state = 'open'
       do update set calls = call_backs.calls + 1, call_id = excluded.call_id,
         why = case when call_backs.next_at is null then excluded.why else call_backs.why end,
         ticket_id = coalesce(excluded.ticket_id, call_backs.ticket_id),
         -- Who asks again after all attempts is tried again; who stands in line keeps the place.
         attempts = case when call_backs.next_at is null and excluded.next_at is not null then 0 else call_backs.attempts end,
         waits_since = case when call_backs.next_at is null then excluded.waits_since else call_backs.waits_since end,
         next_at = coalesce(call_backs.next_at, excluded.next_at)`,
      [
        newId(),
        call.inboxId,
        call.id,
        call.ticketId,
        call.from,
        why,
        at,
        ...(why === 'asked' ? [call.waitingAt ?? at, at] : [null, null]),
      ],
    );
  }

  private async factOf(tx: Tx, call: Call): Promise<CallFact> {
    const parts = await tx.query<{ user_id: string }>(
      `select user_id from call_parts where call_id = $1 and user_id is not null and (state <> 'left' or left_at >= $2)`,
      [call.id, new Date(this.clock.millis() - JUST_LEFT_MS)],
    );
    const users = [call.agentId, call.wantedUserId, ...parts.map((part) => part.user_id)];
    return {
      callId: call.id,
      ticketId: call.ticketId,
      teamId: call.teamId,
      userIds: [...new Set(users.filter((id): id is string => id !== null))],
    };
  }
}
