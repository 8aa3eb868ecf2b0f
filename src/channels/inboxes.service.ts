import { Injectable } from '@nestjs/common';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { DataSource, IsNull } from 'typeorm';
import { Inbox } from '../conversations/inbox.entity.js';
import { Clock } from '../platform/clock.js';
import { Vault } from '../platform/crypto/vault.js';
import { Work } from '../platform/database/work.js';
import { conflict, notFound, Refusal, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { Signals } from '../platform/sockets/signals.js';
import { Subscribe } from '../platform/outbox/listeners.decorators.js';
import type { CheckStep, ChannelAdapter, Line } from './contract.js';
import type { ChangeInbox, CreateInbox } from './inbox.dto.js';
import { ChannelRegistry } from './registry.js';

declare module '../platform/sockets/signals.js' {
  interface SignalMap {
    /** A line was added, changed or removed: whoever remembers lines looks again. */
    'inboxes.changed': { channel: string };
  }
}

/** Every process hears of a change at once; should a signal be lost, this long at the latest. */
const CACHE_MS = 5_000;

interface Known {
  lines: Map<string, Line>;
  inboxes: Map<string, Inbox>;
}

/** The configured lines. Secrets are sealed in the database and opened only for their adapter. */
@Injectable()
export class InboxesService {
  private readonly ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    strict: false,
    formats: { hostname: true, uri: true, color: /^#[0-9a-fA-F]{6}$/, multiline: true, email: /^[^\s@]+@[^\s@]+$/ },
  });
  private cache: { at: number; known: Promise<Known> } | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly registry: ChannelRegistry,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly signals: Signals,
  ) {
    signals.on('inboxes.changed', ({ channel }) => this.lookAgain(channel));
  }

  list(): Promise<Inbox[]> {
    return this.db.getRepository(Inbox).find({ where: { deletedAt: IsNull() }, order: { createdAt: 'DESC' } });
  }

  async get(id: string): Promise<Inbox> {
    const inbox = await this.db.getRepository(Inbox).findOneBy({ id, deletedAt: IsNull() });
    if (!inbox) throw notFound('inbox');
    return inbox;
  }

  /** The secrets that were made are returned once, here. */
  async create(wanted: CreateInbox): Promise<{ inbox: Inbox; secrets: Record<string, string> }> {
    if (!this.registry.has(wanted.channel)) {
      throw new Refusal('invalid', 422, 'There is no such channel.', {
        errors: [
          {
            path: 'channel',
            message: `one of ${this.registry
              .all()
              .map((a) => a.kind)
              .join(', ')}`,
          },
        ],
      });
    }
    const adapter = this.registry.get(wanted.channel);
    const address = adapter.address ? adapter.address(wanted.address) : null;
    const made = adapter.create?.({ name: wanted.name, address }) ?? {};
    const { plain, secrets } = this.divide(adapter, { ...wanted.settings });
    const inbox: Inbox = {
      id: newId(),
      channel: adapter.kind,
      name: wanted.name,
      address,
      publicKey: made.publicKey ?? null,
      settings: plain,
      secrets: this.seal({ ...secrets, ...made.secrets }),
      budget: wanted.budget ?? null,
      teamId: wanted.teamId ?? null,
      state: 'active',
      problem: null,
      lastCheck: null,
      version: 1,
      createdAt: this.clock.now(),
      deletedAt: null,
    };
    await this.saveNew(inbox);
    return { inbox, secrets: made.secrets ?? {} };
  }

  private async saveNew(inbox: Inbox): Promise<void> {
    try {
      await this.work.run(async (tx) => {
        await tx.insert(Inbox, inbox as never);
        tx.emit('inbox.changed', { inboxId: inbox.id, channel: inbox.channel });
      });
    } catch (error) {
      throw addressTaken(error) ?? error;
    }
  }

  async change(id: string, change: ChangeInbox): Promise<Inbox> {
    try {
      return await this.work.run(async (tx) => {
        const inbox = await tx.lock(Inbox, { id, deletedAt: IsNull() });
        if (!inbox) throw notFound('inbox');
        if (change.version !== inbox.version) throw stale(inbox.version);
        const adapter = this.registry.get(inbox.channel);
        if (change.address !== undefined && adapter.address) inbox.address = adapter.address(change.address);
        if (change.settings) {
          const { plain, secrets } = this.divide(adapter, {
            ...this.required(adapter, inbox),
            ...inbox.settings,
            ...change.settings,
          });
          inbox.settings = plain;
          inbox.secrets = { ...inbox.secrets, ...this.seal(secrets) };
          for (const name of this.takenAway(adapter, change.settings)) delete inbox.secrets[name];
        }
        inbox.name = change.name ?? inbox.name;
        if (change.budget !== undefined) inbox.budget = change.budget && { ...change.budget };
        if (change.teamId !== undefined) inbox.teamId = change.teamId;
        if (change.state) Object.assign(inbox, { state: change.state, problem: null });
        inbox.version += 1;
        await tx.save(inbox);
        tx.emit('inbox.changed', { inboxId: id, channel: inbox.channel });
        return inbox;
      });
    } catch (error) {
      throw addressTaken(error) ?? error;
    }
  }

  /** A secret that is believed no more. */
  async forgetSecret(id: string, name: string): Promise<void> {
    await this.work.run(async (tx) => {
      const inbox = await tx.lock(Inbox, { id, deletedAt: IsNull() });
      if (!inbox) throw notFound('inbox');
      const { [name]: ended, ...secrets } = inbox.secrets;
      if (ended === undefined) return;
      await tx.save(Object.assign(inbox, { secrets, version: inbox.version + 1 }));
      tx.emit('inbox.changed', { inboxId: id, channel: inbox.channel });
    });
  }

  /** Its tickets, conversations and envelopes stay; nothing comes in or goes out any more. */
  async remove(id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const inbox = await tx.lock(Inbox, { id, deletedAt: IsNull() });
      if (!inbox) throw notFound('inbox');
      await tx.manager.update(
        Inbox,
        { id },
        { deletedAt: this.clock.now(), state: 'paused', version: inbox.version + 1 },
      );
      tx.emit('inbox.changed', { inboxId: id, channel: inbox.channel });
    });
  }

  async report(id: string, problem: string | null): Promise<void> {
    await this.work.run(async (tx) => {
      const [row] = await tx.query<{ channel: string }>(
        `update inboxes set state = case when $2::text is null then 'active' else 'failing' end, problem = $2
         where id = $1 and deleted_at is null and state <> 'paused' and problem is distinct from $2 returning channel`,
        [id, problem],
      );
      if (row) tx.emit('inbox.changed', { inboxId: id, channel: row.channel });
    });
  }

  /** The opened line. Deleted ones too: what came in before must still end. */
  async line(id: string): Promise<Line> {
    const found = (await this.known()).lines.get(id);
    if (found) return found;
    // Another process may have made it a moment ago; what came in for it must not be taken for a stray.
    this.cache = undefined;
    const made = (await this.known()).lines.get(id);
    if (!made) throw notFound('inbox');
    return made;
  }

  /** Whose work it is, unless a rule says otherwise. */
  async teamOf(id: string): Promise<string | null> {
    return (await this.known()).inboxes.get(id)?.teamId ?? null;
  }

  /** Lines that work or should: neither paused nor deleted. */
  async activeLines(channel: string): Promise<Line[]> {
    const { lines, inboxes } = await this.known();
    return [...lines.values()].filter((line) => {
      const inbox = inboxes.get(line.id);
      return line.channel === channel && inbox && !inbox.deletedAt && inbox.state !== 'paused';
    });
  }

  /** What the adapter of a line finds. Whoever shows it asks `LineChecks`. */
  async check(id: string): Promise<CheckStep[]> {
    const inbox = await this.get(id);
    const adapter = this.registry.get(inbox.channel);
    if (!adapter.check) return [{ name: 'configured', ok: true, detail: 'This channel needs no connection.' }];
    return adapter.check(this.open(inbox));
  }

  /** Nothing of it leaves this server, and nobody else brings anything. */
  async isSimulated(id: string): Promise<boolean> {
    const { settings } = await this.line(id);
    return settings.simulated === true || settings.account === 'simulated';
  }

  async simulate(id: string, what: { name: string; address: string; subject: string; text: string }): Promise<void> {
    const inbox = await this.get(id);
    const adapter = this.registry.get(inbox.channel);
    if (!adapter.simulate) throw new Refusal('no_simulator', 422, 'This channel cannot be simulated.');
    await adapter.simulate(this.open(inbox), what);
  }

  @Subscribe('inbox.changed', { name: 'inboxes.refresh', lane: 'live', swept: true })
  async refresh({ channel }: { channel: string }): Promise<void> {
    this.signals.send('inboxes.changed', { channel });
  }

  private lookAgain(channel: string): void {
    this.cache = undefined;
    if (this.registry.has(channel)) this.registry.get(channel).linesChanged?.();
  }

  /** Read once for all who ask in the same moment. */
  private known(): Promise<Known> {
    const now = this.clock.millis();
    if (this.cache && now - this.cache.at < CACHE_MS) return this.cache.known;
    const known = this.read();
    const cache = { at: now, known };
    this.cache = cache;
    known.catch(() => {
      if (this.cache === cache) this.cache = undefined;
    });
    return known;
  }

  private async read(): Promise<Known> {
    const rows = await this.db.getRepository(Inbox).find();
    const usable = rows.filter((row) => this.registry.has(row.channel));
    return {
      lines: new Map(usable.map((row) => [row.id, this.open(row)])),
      inboxes: new Map(rows.map((row) => [row.id, row])),
    };
  }

  private open(inbox: Inbox): Line {
    const secrets = Object.fromEntries(
      Object.entries(inbox.secrets).map(([name, sealed]) => [name, this.vault.open(sealed, 'inbox')]),
    );
    const { id, channel, name, address, publicKey, budget } = inbox;
    const settings = { ...inbox.settings, ...secrets };
    return { id, channel, name, address, publicKey, settings, ...(budget && { budget }) };
  }

  private seal(secrets: Record<string, unknown>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(secrets).map(([name, value]) => [name, this.vault.seal(String(value), 'inbox')]),
    );
  }

  /** Checks settings against the channel's schema, fills in defaults, and takes the secrets out. */
  private divide(
    adapter: ChannelAdapter,
    settings: Record<string, unknown>,
  ): { plain: Record<string, unknown>; secrets: Record<string, unknown> } {
    const check = this.ajv.compile({ ...adapter.settings, additionalProperties: false });
    if (!check(settings)) {
      const errors = (check.errors ?? []).map((e) => {
        const member = String(e.params.missingProperty ?? e.params.additionalProperty ?? '');
        return {
          path: ['settings', ...e.instancePath.split('/').filter(Boolean), ...(member ? [member] : [])].join('.'),
          message: e.message ?? 'is not valid',
        };
      });
      throw new Refusal('invalid', 422, 'The settings have values that cannot be accepted.', { errors });
    }
    const isSecret = ([name]: [string, unknown]): boolean => adapter.settings.properties[name]?.writeOnly ?? false;
    const entries = Object.entries(settings);
    return {
      plain: Object.fromEntries(entries.filter((e) => !isSecret(e))),
      secrets: Object.fromEntries(entries.filter((e) => isSecret(e) && e[1] !== '')),
    };
  }

  /** An empty one ends it: the old secret after a rotation. Those that the line cannot do without stay. */
  private takenAway(adapter: ChannelAdapter, settings: Record<string, unknown>): string[] {
    const { properties, required = [] } = adapter.settings;
    return Object.keys(settings).filter(
      (name) => settings[name] === '' && properties[name]?.writeOnly && !required.includes(name),
    );
  }

  /** A secret that is already stored need not be sent again for the settings to be complete. */
  private required(adapter: ChannelAdapter, inbox: Inbox): Record<string, unknown> {
    const names = (adapter.settings.required ?? []).filter((name) => inbox.secrets[name]);
    return Object.fromEntries(names.map((name) => [name, this.vault.open(inbox.secrets[name]!, 'inbox')]));
  }
}

function addressTaken(error: unknown): Refusal | undefined {
  return (error as { driverError?: { constraint?: string } }).driverError?.constraint === 'inboxes_address'
    ? conflict('address_taken', 'Another inbox of this channel has this address.')
    : undefined;
}
