import { categoryAfter, isOpen, type StatusCategory } from '../tickets/ticket.rules.js';
import { replySubject } from '../channels/email/threading/subject.rules.js';
import type { DemoContact } from './clientele.js';
import type { Dice } from './dice.js';
import { LINES } from './firm.js';
import { DAY, HOUR, hourOf, idAt, MINUTE, working } from './moments.js';
import { iso, type Rows } from './rows.js';
import type { Scene, Turn } from './scenes/scene.js';
import { Threads, type Thread } from './threads.js';
import type { DemoPerson, World } from './world.js';
import { thingsOf, worded, type Things } from './wording.js';

/** After this long without a word people tidy up. */
const TIDY_AFTER = 5 * DAY;
const CLOSE_AFTER = 7 * DAY;

/** One scene lived by one customer, from the first word to its end or to now. Writes all that the desk would have written. */
export class TicketStory {
  private readonly id: string;
  private readonly things: Things;
  private readonly subject: string;
  private readonly created: number;
  private category: StatusCategory = 'new';
  private statusId: string;
  private assignee: DemoPerson | undefined;
  private eventSeq = 0;
  private messageSeq = 0;
  private firstResponseAt: number | null = null;
  private waitingSince: number | null = null;
  private solvedAt: number | null = null;
  private closedAt: number | null = null;
  private lastMessageAt: number;
  private firstSaid: string | undefined;
  private at: number;

  constructor(
    private readonly world: World,
    private readonly rows: Rows,
    private readonly dice: Dice,
    private readonly threads: Threads,
    private readonly scene: Scene,
    private readonly contact: DemoContact,
    private readonly number: number,
    start: number,
    /** How many turns are told before people get busy with other things; all where it is not said. */
    private readonly told = scene.turns.length,
  ) {
    this.created = this.at = this.lastMessageAt = start;
    this.id = idAt(start, dice);
    this.things = thingsOf(contact, start, dice);
    const subject = this.words(scene.subject);
    this.subject = this.isTalk ? subject : subject[0]!.toUpperCase() + subject.slice(1);
    this.statusId = world.statusOf('new');
  }

  /** Returns when it was over, so that the same customer does not chat twice at once. */
  play(): number {
    const inboxId = this.world.inboxIds[this.scene.via];
    this.event('ticket.created', { subject: this.subject, inboxId }, null);
    const thread = this.threads.open(this.id, this.scene, this.contact, this.subject, this.number, this.created);
    let before: Turn | undefined;
    for (const turn of this.scene.turns.slice(0, this.told)) {
      const at = before ? this.at + this.pause(before, turn) : this.at;
      if (at > this.world.now) break;
      this.at = at;
      this.take(turn, thread);
      before = turn;
    }
    this.tidyUp();
    this.threads.store(thread, this.lastMessageAt);
    this.store();
    return this.lastMessageAt;
  }

  /** Short, at once and without a subject: everything but mail. */
  private get isTalk(): boolean {
    return LINES[this.scene.via].channel !== 'email';
  }

  private pause(before: Turn, turn: Turn): number {
    const chat = this.isTalk;
    const { dice, at } = this;
    const office = (ms: number): number => (this.scene.team === 'security' ? ms : working(at + ms, dice) - at);
    if (before.to === 'visit_scheduled' || before.to === 'part') return office(dice.between(18, 50) * HOUR);
    if (turn.who === 'note') return dice.between(1, 9) * MINUTE;
    if (turn.who === 'customer') {
      if (chat || this.scene.priority === 4) return dice.between(8, 90) * 1_000;
      const later = at + dice.skewed(4, 400) * MINUTE;
      return (hourOf(later) < 7 ? later + (7 - hourOf(later)) * HOUR : later) - at;
    }
    if (before.who === 'agent') return chat ? dice.between(20, 120) * 1_000 : office(dice.between(1, 6) * HOUR);
    if (chat) return office(this.firstResponseAt ? dice.between(12, 80) * 1_000 : dice.between(15, 280) * 1_000);
    return office((this.scene.team === 'security' ? dice.skewed(1, 16) : dice.skewed(6, 170)) * MINUTE);
  }

  private take(turn: Turn, thread: Thread): void {
    const text = this.words(turn.text);
    if (turn.who !== 'customer') this.assign();
    const said = this.threads.say(thread, {
      ticketSeq: (this.messageSeq += 1),
      who: turn.who,
      author: this.assignee,
      text,
      subject: this.isTalk ? null : replySubject(this.subject, this.number, this.messageSeq > 1),
      at: this.at,
      ...(turn.quotesFirst && this.firstSaid && { quotes: this.firstSaid }),
    });
    if (turn.who === 'customer') this.firstSaid ??= said.id;
    const by = turn.who === 'customer' ? null : this.assignee!;
    this.event(
      'message.added',
      {
        messageId: said.id,
        messageSeq: this.messageSeq,
        direction: said.direction,
        kind: said.kind,
        channel: said.channel,
      },
      by,
    );
    this.follow(said.direction, said.id, by);
    if (turn.to) this.moveTo(turn.to, by);
  }

  private follow(direction: 'in' | 'out' | 'internal', messageId: string, by: DemoPerson | null): void {
    this.lastMessageAt = this.at;
    if (direction === 'in') this.waitingSince ??= this.at;
    if (direction === 'out') {
      this.waitingSince = null;
      this.firstResponseAt ??= this.at;
    }
    const category = categoryAfter(this.category, { direction, automatic: false });
    if (category !== this.category) this.moveTo(category, by, { message: messageId });
  }

  private moveTo(to: NonNullable<Turn['to']>, by: DemoPerson | null, because: object | null = null): void {
    const statusId = this.world.statusOf(to);
    if (statusId === this.statusId) return;
    this.event('ticket.status-changed', { from: this.statusId, to: statusId }, by, because);
    const category = this.world.categoryOf(statusId);
    if (category === 'solved') this.solvedAt = this.at;
    else if (category === 'closed') this.closedAt = this.at;
    else if (isOpen(category)) this.solvedAt = null;
    if (!isOpen(category)) this.waitingSince = null;
    Object.assign(this, { statusId, category });
  }

  private assign(): void {
    if (this.assignee) return;
    this.assignee = this.dice.weighted(this.world.agentsOf(this.scene.team));
    this.event('ticket.assigned', { from: null, to: this.assignee.id }, this.assignee);
  }

  /** Nobody leaves an answered question open for weeks. */
  private tidyUp(): void {
    const { now } = this.world;
    const tidied = working(this.at + this.dice.between(20, 110) * HOUR, this.dice);
    // Over a weekend the next working hour may be yet to come.
    if (isOpen(this.category) && now - this.at > TIDY_AFTER && tidied <= now) {
      this.at = tidied;
      this.assign();
      this.moveTo('solved', this.assignee!);
    }
    if (this.category === 'solved' && this.solvedAt! + CLOSE_AFTER < now) {
      this.at = this.solvedAt! + CLOSE_AFTER;
      this.moveTo('closed', null);
    }
  }

  private event(type: string, data: object, by: DemoPerson | null, because: object | null = null): void {
    const system = by === null && this.category === 'solved';
    this.rows.add('ticket_events', {
      ticket_id: this.id,
      seq: (this.eventSeq += 1),
      id: idAt(this.at, this.dice),
      type,
      actor_kind: by ? 'user' : system ? 'system' : 'contact',
      actor_id: by ? by.id : system ? null : this.contact.id,
      actor_name: by ? by.name : system ? 'Frontdesk' : this.contact.name,
      at: iso(this.at),
      data,
      because,
    });
  }

  private store(): void {
    const when = (at: number | null): string | null => (at === null ? null : iso(at));
    const sleeps = this.category === 'waiting_customer' && this.dice.chance(0.2);
    const about = this.dice.chance(0.45);
    this.rows.add('tickets', {
      id: this.id,
      number: this.number,
      subject: this.subject,
      status_id: this.statusId,
      category: this.category,
      priority: this.scene.priority,
      type: this.scene.type,
      mode: this.scene.mode ?? 'digital',
      contact_id: this.contact.id,
      company_id: this.contact.company.id,
      assignee_id: this.assignee?.id ?? null,
      team_id: this.world.teamIds[this.scene.team],
      inbox_id: this.world.inboxIds[this.scene.via],
      channels: [LINES[this.scene.via].channel],
      tags: [...this.scene.tags],
      fields: about ? { site: this.things.site, equipment: this.things.router } : {},
      snoozed_until: sleeps ? iso(this.world.now + this.dice.between(6, 70) * HOUR) : null,
      last_message_at: iso(this.lastMessageAt),
      waiting_since: when(this.waitingSince),
      first_response_at: when(this.firstResponseAt),
      solved_at: when(this.solvedAt),
      closed_at: when(this.closedAt),
      reopened_count: 0,
      event_seq: this.eventSeq,
      message_seq: this.messageSeq,
      version: this.eventSeq,
      created_at: iso(this.created),
      updated_at: iso(this.at),
    });
    if (this.assignee && this.dice.chance(0.06)) {
      this.rows.add('ticket_followers', { ticket_id: this.id, user_id: this.world.leadId, at: iso(this.at) });
    }
  }

  private words(text: string): string {
    return worded(text, this.things, this.at, this.scene.language, this.dice);
  }
}
