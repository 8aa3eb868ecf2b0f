import type { Role } from '../identity/people/role.entity.js';
import type { StatusCategory } from '../tickets/ticket.rules.js';
import { Clientele, type DemoContact } from './clientele.js';
import { Dice } from './dice.js';
import {
  ABILITIES,
  ASSIGNMENT,
  CANNED_REPLIES,
  FIELDS,
  FIRM,
  LINES,
  MACROS,
  PEOPLE,
  STATUSES,
  TEAMS,
  VIEWS,
  type LineKey,
  type PersonKey,
  type TeamKey,
} from './firm.js';
import { addHouseRules } from './house-rules.js';
import { LinePeople } from './line-people.js';
import { beginning, DAY, HOUR, idAt, isWeekend, MINUTE } from './moments.js';
import { bytea, iso, Rows } from './rows.js';
import { LINE_SCENES } from './scenes/scenes.lines.js';
import { SCENES } from './scenes/all-scenes.js';
import type { Scene } from './scenes/scene.js';
import { identityOf, Threads } from './threads.js';
import { TicketStory } from './ticket-story.js';
import type { DemoPerson, World } from './world.js';

const DAYS = 90;
const TICKETS = 2_000;
const FIRST_NUMBER = 1001;

/** The same firm every time; only the dates move with the day on which it is made. */
const SEED = 'jacaranda';

export interface Given {
  now: number;
  roles: Pick<Role, 'id' | 'key'>[];
  statuses: { id: string; category: StatusCategory }[];
  inboxIds: Record<LineKey, string>;
  passwordHash: string;
}

/** Everything that the firm did in ninety days, as rows. Pure: from the time, the seed and what the database has. */
export function firmHistory(given: Given): Rows {
  const rows = new Rows();
  const dice = new Dice(SEED);
  const world = new FirmWorld(given, rows, dice);
  const { contacts } = new Clientele(dice, rows, given.now, given.inboxIds.site);
  new LinePeople(rows, given.now, given.inboxIds).move(contacts);
  const threads = new Threads(world, rows, dice);
  tellStories(world, rows, dice, threads, contacts);
  threads.finish();
  addStrays(world, rows, dice);
  addHouseRules(rows, given.now, world.teamIds);
  return rows;
}

/** People, teams and what they set up for themselves. */
class FirmWorld implements World {
  readonly now: number;
  readonly teamIds: Record<TeamKey, string>;
  readonly inboxIds: Record<LineKey, string>;
  readonly leadId: string;
  private readonly people = new Map<PersonKey, DemoPerson>();
  private readonly statuses = new Map<string, { id: string; category: StatusCategory }>();

  constructor(
    private readonly given: Given,
    private readonly rows: Rows,
    private readonly dice: Dice,
  ) {
    this.now = given.now;
    this.inboxIds = given.inboxIds;
    for (const status of given.statuses) this.statuses.set(status.category, status);
    this.teamIds = this.addTeams();
    this.addPeople();
    this.addAssignment();
    this.leadId = this.people.get('otavio')!.id;
    this.addStatuses();
    this.addTemplates();
  }

  agentsOf(team: TeamKey): (readonly [DemoPerson, number])[] {
    const working = PEOPLE.filter(
      (person) =>
        (person.teams as readonly TeamKey[]).includes(team) && !['technician', 'analyst'].includes(person.role),
    );
    return working.map(
      (person) =>
        [this.people.get(person.key)!, person.key === 'helena' ? 5 : person.role === 'agent' ? 4 : 2] as const,
    );
  }

  statusOf(key: string): string {
    return this.statuses.get(key)!.id;
  }

  categoryOf(statusId: string): StatusCategory {
    return [...this.statuses.values()].find((status) => status.id === statusId)!.category;
  }

  private get beginning(): number {
    return this.now - (DAYS + 30) * DAY;
  }

  private id(): string {
    return idAt(this.beginning, this.dice);
  }

  private addTeams(): Record<TeamKey, string> {
    const ids = Object.entries(TEAMS).map(([key, name]) => {
      const id = this.id();
      this.rows.add('teams', { id, name, created_at: iso(this.beginning) });
      return [key, id];
    });
    return Object.fromEntries(ids) as Record<TeamKey, string>;
  }

  private addPeople(): void {
    for (const { key, name, role, teams, language } of PEOPLE) {
      const id = this.id();
      this.people.set(key, { id, name });
      this.rows.add('users', {
        id,
        email: `${key}@${FIRM.domain}`,
        name,
        language,
        time_zone: FIRM.timeZone,
        theme: 'system',
        signature: role === 'agent' || role === 'lead' ? `${name}\n${TEAMS[teams[0]]}` : '',
        active: true,
        availability: 'away',
        availability_at: iso(this.now),
        created_at: iso(this.beginning),
        updated_at: iso(this.beginning),
        version: 1,
      });
      this.rows.add('credentials', {
        user_id: id,
        password_hash: this.given.passwordHash,
        password_changed_at: iso(this.beginning),
      });
      this.rows.add('user_roles', { user_id: id, role_id: this.given.roles.find((one) => one.key === role)!.id });
      this.addAbilities(key, id);
      for (const team of teams) this.rows.add('memberships', { user_id: id, team_id: this.teamIds[team] });
    }
  }

  private addAbilities(key: PersonKey, userId: string): void {
    const able: { most?: number; skills: Record<string, number> } | undefined = ABILITIES[key];
    this.rows.add('assignment_people', { user_id: userId, most: able?.most ?? 100, version: 1 });
    for (const [skill, level] of Object.entries(able?.skills ?? {}))
      this.rows.add('person_skills', { user_id: userId, skill, level });
  }

  private addAssignment(): void {
    for (const [key, { strategy, acceptSeconds, relaxSeconds }] of Object.entries(ASSIGNMENT)) {
      this.rows.add('team_assignment', {
        team_id: this.teamIds[key as TeamKey],
        strategy,
        sticky: true,
        match_language: true,
        accept_seconds: acceptSeconds,
        relax_seconds: relaxSeconds,
        line_order: ['priority', 'due', 'age'],
        version: 1,
      });
    }
  }

  private addStatuses(): void {
    for (const { key, name, category, customerLabel, position } of STATUSES) {
      const id = this.id();
      this.statuses.set(key, { id, category });
      this.rows.add('statuses', {
        id,
        name,
        category,
        customer_label: customerLabel,
        is_default: false,
        position,
        version: 1,
      });
    }
  }

  private addTemplates(): void {
    const created_at = iso(this.beginning);
    for (const [index, field] of FIELDS.entries()) {
      this.rows.add('custom_fields', { id: this.id(), ...field, position: index + 1, version: 1, created_at });
    }
    for (const { shortcut, title, text, team } of CANNED_REPLIES) {
      this.rows.add('canned_replies', {
        id: this.id(),
        shortcut,
        title,
        text,
        team_id: team ? this.teamIds[team] : null,
        version: 1,
        created_at,
      });
    }
    for (const { name, actions } of MACROS) {
      this.rows.add('macros', { id: this.id(), name, actions, version: 1, created_at });
    }
    for (const { name, icon, team, filter, sort } of VIEWS) {
      this.rows.add('ticket_views', {
        id: this.id(),
        owner_id: this.leadId,
        name,
        icon,
        filter: { ...filter, ...(team && { team: this.teamIds[team] }) },
        sort,
        shared: true,
        version: 1,
        created_at,
      });
    }
  }
}

/** Stories begin in the order of time, so that numbers grow with it. The firm grows as well. */
function tellStories(world: World, rows: Rows, dice: Dice, threads: Threads, contacts: DemoContact[]): void {
  const busyUntil = new Map<string, number>();
  const underWay = lately(world.now, dice);
  const before = Array.from({ length: TICKETS - underWay.length }, () => {
    const scene = dice.weighted(SCENES.map((one) => [one, one.weight ?? 1] as const));
    const day = world.now - DAYS * DAY * dice.next() ** 1.15;
    const quiet = scene.team !== 'security' && isWeekend(day) && dice.chance(0.75);
    return { scene, at: beginning(quiet ? day - 2 * DAY : day, scene.team === 'security', dice), told: undefined };
  }).map((one) => (one.at > world.now - 2 * 60_000 ? { ...one, at: one.at - DAY } : one));
  const starts = [...before, ...underWay].sort((a, b) => a.at - b.at);
  for (const [index, { scene: wanted, at, told: soFar }] of starts.entries()) {
    const free = (scene: Scene): DemoContact[] =>
      contacts.filter((contact) => fits(contact, scene) && (busyUntil.get(contact.id) ?? 0) < at);
    // Where everybody who could live this scene is busy, something else happens.
    const scene = free(wanted).length > 0 ? wanted : SCENES[0]!;
    const contact = dice.pick(free(scene));
    const told = soFar ?? toldOf(scene, world.now - at, dice);
    const story = new TicketStory(world, rows, dice, threads, scene, contact, FIRST_NUMBER + index, at, told);
    const end = story.play();
    if (isTalk(scene)) busyUntil.set(contact.id, end + DAY);
  }
}

/** On every line somebody has just written, whatever hour it is: one of each kind of conversation, in the last hours. */
function lately(now: number, dice: Dice): { scene: Scene; at: number; told: number }[] {
  const kinds = new Map(LINE_SCENES.map((scene) => [`${scene.via} ${scene.language} ${scene.public}`, scene]));
  return [...kinds.values()].map((scene, index) => ({
    scene,
    at: now - (index + 1) * dice.between(9, 16) * MINUTE,
    told: dice.between(1, scene.turns.length - 2),
  }));
}

/**
 * What is still under way. Nobody leaves an alarm or a chat alone for days; a quote may take a week, but has had its
 * first answer by the next working day.
 */
function toldOf(scene: Scene, age: number, dice: Dice): number {
  const { priority, turns } = scene;
  const atOnce = isTalk(scene) || priority === 4;
  const under = atOnce ? 4 * HOUR : priority === 3 ? 1.5 * DAY : 4.5 * DAY;
  if (age > under || !dice.chance(0.5)) return turns.length;
  return dice.between(age > DAY ? 2 : 1, turns.length - 1);
}

const fits = (contact: DemoContact, { language, at, via }: Scene): boolean =>
  contact.language === language && (!at || at.includes(contact.company.has)) && identityOf(contact, via) !== undefined;

/** Where people answer within minutes, and have one conversation for ever. */
const isTalk = ({ via }: Scene): boolean => LINES[via].channel !== 'email';

/** What came in and was no work for anybody, and what somebody should look at. */
function addStrays(world: World, rows: Rows, dice: Dice): void {
  const strays = [
    ...Array.from({ length: 14 }, () => ({
      state: 'ignored',
      reason: dice.pick(['receipt-notice', 'delivery-delayed', 'no-sender']),
    })),
    { state: 'quarantined', reason: 'receipt-for-unknown-message' },
    { state: 'quarantined', reason: 'delivery-report-without-original' },
  ];
  for (const [index, { state, reason }] of strays.entries()) {
    const at = world.now - dice.between(2, DAYS * 24) * HOUR;
    const raw = Buffer.from(
      `From: <postmaster@mx${index}.example>\r\nTo: <${LINES.support.address}>\r\nSubject: Delivery status notification\r\n` +
        `Date: ${new Date(at).toUTCString()}\r\nMessage-ID: <stray-${index}@mx${index}.example>\r\nAuto-Submitted: auto-replied\r\n\r\n` +
        'This is an automatic notice about a message. Nobody reads answers to it.\r\n',
    );
    rows.add('envelopes', {
      id: idAt(at, dice),
      inbox_id: world.inboxIds.support,
      channel: 'email',
      key: `stray-${index}`,
      state,
      reason,
      ticket_id: null,
      message_id: null,
      size: raw.length,
      meta: { transport: 'smtp', mailFrom: '', rcptTo: [LINES.support.address] },
      raw: bytea(raw),
      attempts: 0,
      received_at: iso(at),
      ended_at: iso(at + 60),
    });
  }
}
