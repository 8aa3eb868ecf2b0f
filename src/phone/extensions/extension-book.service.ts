import { Injectable } from '@nestjs/common';
import { Extension, type ExtensionTarget, type Way } from '../../channels/calls/extension.entity.js';
import { Extensions } from '../../channels/calls/extensions.service.js';
import { international } from '../../customers/phone.rules.js';
import { AuditService } from '../../identity/audit/audit.service.js';
import { UsersService } from '../../identity/people/users.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { Allowances } from '../../channels/calls/allowances.service.js';
import { RING_SECONDS } from './telephones.service.js';
import type { ExtensionChange, ExtensionList, ExtensionView, NewExtension, WayBody } from './extension.dto.js';

const VOICEMAIL: Way = { to: 'voicemail' };

/** Who has which number inside the desk, and what happens to calls for it. */
@Injectable()
export class ExtensionBook {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly extensions: Extensions,
    private readonly users: UsersService,
    private readonly allowances: Allowances,
    private readonly audit: AuditService,
  ) {}

  async list(): Promise<ExtensionList> {
    return { items: await this.present(await this.extensions.all()), nextCursor: null };
  }

  async one(id: string): Promise<ExtensionView> {
    const found = await this.extensions.one(id);
    if (!found) throw notFound('extension');
    return (await this.present([found]))[0]!;
  }

  async create(actor: Actor, { kind, ...given }: NewExtension): Promise<ExtensionView> {
    const now = this.clock.now();
    const row: Extension = {
      id: newId(),
      kind,
      number: given.number,
      name: given.name,
      userId: null,
      phone: null,
      targets: [],
      teamCalls: false,
      members: [],
      strategy: kind === 'group' ? 'all' : null,
      ringSeconds: RING_SECONDS,
      calendarId: null,
      ways: { busy: VOICEMAIL, nobody: VOICEMAIL, closed: VOICEMAIL },
      greeting: {},
      allowedPrefixes: [],
      monthlyLimit: null,
      sip: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
    await this.work.run(async (tx) => {
      await this.write(tx, row, given);
      await tx.insert(Extension, row as never);
      await this.audit.record(tx, { actor, action: 'extension.created', target: { kind: 'extension', id: row.id } });
    });
    return this.one(row.id);
  }

  async change(actor: Actor, id: string, { version, ...change }: ExtensionChange): Promise<ExtensionView> {
    await this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      if (version !== undefined && version !== row.version) throw stale(row.version);
      await this.write(tx, row, change);
      await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
      const data = { changed: Object.keys(change) };
      await this.audit.record(tx, { actor, action: 'extension.changed', target: { kind: 'extension', id }, data });
    });
    return this.one(id);
  }

  async remove(actor: Actor, id: string): Promise<Extension> {
    return this.work.run(async (tx) => {
      const row = await this.locked(tx, id);
      const [user] = await tx.query<{ name: string }>(
        `select name from extensions where deleted_at is null and id <> $1 and ($1 = any(members) or ways::text like '%' || $1::text || '%')
         union all select i.name from call_flows f join inboxes i on i.id = f.inbox_id where f.flow::text like '%' || $1::text || '%' limit 1`,
        [id],
      );
      if (user) throw conflict('extension_in_use', `“${user.name}” leads to it.`);
      await tx.save(Object.assign(row, { deletedAt: this.clock.now(), version: row.version + 1 }));
      await this.audit.record(tx, { actor, action: 'extension.deleted', target: { kind: 'extension', id } });
      return row;
    });
  }

  /** What changes within a transaction that is open. */
  async locked(tx: Tx, id: string): Promise<Extension> {
    const row = await tx.lockById(Extension, id);
    if (!row || row.deletedAt) throw notFound('extension');
    return row;
  }

  /** The change on the row, or what is wrong with it. Numbers are given one after the other: two that clash cannot both be new. */
  private async write(tx: Tx, row: Extension, change: Omit<ExtensionChange, 'version'>): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('frontdesk extensions'))`);
    const { targets, ways, greeting, phone, ...plain } = change;
    Object.assign(row, plain);
    if (phone !== undefined) row.phone = numberIn(phone, 'phone');
    if (greeting) row.greeting = Object.fromEntries(Object.entries(greeting).filter(([, said]) => said?.trim()));
    if (targets) row.targets = targets.map(({ kind, phone: to }, at) => targetIn(kind, to, `targets[${at}].phone`));
    for (const [name, way] of Object.entries(ways ?? {}) as [keyof Extension['ways'], WayBody | undefined][])
      if (way) row.ways = { ...row.ways, [name]: wayIn(way, `ways.${name}`) };
    const others = (await tx.manager.findBy(Extension, {})).filter((one) => !one.deletedAt && one.id !== row.id);
    await this.refuse(tx, row, others);
  }

  private async refuse(tx: Tx, row: Extension, others: Extension[]): Promise<void> {
    const clash = others.find(({ number }) => number.startsWith(row.number) || row.number.startsWith(number));
    if (clash?.number === row.number) throw invalid('number', `is the number of ${clash.name} already`);
    if (clash) throw invalid('number', `cannot be told from ${clash.number}: one begins with the other`);
    const people = new Set(others.filter(({ kind }) => kind === 'person').map(({ id }) => id));
    if (row.kind === 'person') await this.refuseOwner(tx, row, others);
    else Object.assign(row, { userId: null, teamCalls: false });
    if (row.kind === 'outside' && !row.phone) throw invalid('phone', 'must be a number such as +551140000000');
    if (row.kind === 'group' && row.members.length === 0) throw invalid('members', 'must name at least one extension');
    if (row.kind !== 'group') Object.assign(row, { members: [], strategy: null });
    if (row.members.some((id) => !people.has(id))) throw invalid('members', 'must be extensions of people');
    for (const [name, way] of Object.entries(row.ways) as [string, Way][])
      if (way.to === 'extension' && !others.some(({ id }) => id === way.extensionId))
        throw invalid(`ways.${name}.extensionId`, 'is no other extension');
    if (row.calendarId) {
      const known = await tx.query('select 1 from calendars where id = $1', [row.calendarId]);
      if (known.length === 0) throw invalid('calendarId', 'is no calendar');
    }
  }

  private async refuseOwner(tx: Tx, row: Extension, others: Extension[]): Promise<void> {
    if (!row.userId) throw invalid('userId', 'must say whose it is');
    const known = await tx.query('select 1 from users where id = $1 and active', [row.userId]);
    if (known.length === 0) throw invalid('userId', 'is nobody who works here');
    const other = others.find(({ userId }) => userId === row.userId);
    if (other) throw invalid('userId', `has extension ${other.number} already`);
  }

  private async present(rows: Extension[]): Promise<ExtensionView[]> {
    const owners = rows.flatMap(({ userId }) => userId ?? []);
    const [briefs, spent] = await Promise.all([this.users.briefs(owners), this.allowances.spentBy(owners)]);
    return rows.map((row) => {
      const owner = row.userId ? briefs.get(row.userId) : undefined;
      const { id, kind, number, name, phone, targets, members, strategy, ringSeconds, calendarId } = row;
      const { ways, greeting, allowedPrefixes, monthlyLimit, sip, teamCalls, version } = row;
      return {
        ...{ id, kind, number, name, phone, targets, members, strategy, ringSeconds, calendarId },
        ...{ ways, greeting, allowedPrefixes, monthlyLimit, teamCalls, version },
        user: owner ? { id: owner.id, name: owner.name } : null,
        spent: Math.round((spent.get(row.userId ?? '') ?? 0) * 100) / 100,
        deskPhone: sip && { username: sip.username, domain: sip.domain },
      };
    });
  }
}

function numberIn(given: string | undefined, path: string): string {
  const number = international(given ?? '');
  if (!number) throw invalid(path, 'must be a number such as +551140000000');
  return number;
}

const targetIn = (kind: ExtensionTarget['kind'], phone: string | undefined, path: string): ExtensionTarget =>
  kind === 'mobile' ? { kind, phone: numberIn(phone, path) } : { kind };

function wayIn({ to, extensionId, phone }: WayBody, path: string): Way {
  if (to === 'number') return { to, phone: numberIn(phone, `${path}.phone`) };
  if (to !== 'extension') return { to };
  if (!extensionId) throw invalid(`${path}.extensionId`, 'must say to which');
  return { to, extensionId };
}
