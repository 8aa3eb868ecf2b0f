import { Injectable } from '@nestjs/common';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Suppressions } from '../customers/suppressions.service.js';
import type { IdentityKind } from '../customers/identity.rules.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Vault } from '../platform/crypto/vault.js';
import { hmacHex, sameSecret } from '../platform/crypto/tokens.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM, type Actor } from '../platform/http/access.decorators.js';
import { conflict, invalid } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { Job } from '../platform/jobs/job.decorators.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Logs } from '../platform/telemetry/logs.js';
import { Holds } from './holds.service.js';
import { patternOf, type KnownBy } from './markers.rules.js';
import { PrivacyRequest } from './privacy-request.entity.js';
import type { ErasurePreview } from './privacy.dto.js';
import { PrivacyRequests } from './requests.service.js';
import { Scopes } from './scope.service.js';
import { Scrubber } from './scrubber.service.js';
import { TOMBSTONES } from './tombstone.rules.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'privacy.erase': { requestId: string };
  }
}

/** Who looked at what would go says so within this time. */
const CONFIRM_MS = 15 * 60_000;
const SEAL = 'known by';
/** Two rounds find what came in while the first was at work. */
const MAX_ROUNDS = 3;

class Rollback extends Error {}

/**
 * Takes a person out of everything. First it is looked at what would go, then somebody says yes with the name; then a job
 * goes step by step, each step in a transaction of its own that is noted, so that whatever dies goes on where it was.
 */
@Injectable()
export class Erasure {
  private readonly log = Logs.for('privacy');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly vault: Vault,
    private readonly config: Config,
    private readonly requests: PrivacyRequests,
    private readonly holds: Holds,
    private readonly scopes: Scopes,
    private readonly scrubber: Scrubber,
    private readonly suppressions: Suppressions,
    private readonly audit: AuditService,
  ) {}

  /** What would go, as figures. Nothing is written. */
  async preview(actor: Actor, id: string): Promise<ErasurePreview> {
    const { contact } = await this.erasable(id);
    const looking = newId();
    let found: Record<string, number> = {};
    let keptUntil: Date | null = null;
    let recordings = 0;
    await this.work
      .run(async (tx) => {
        await this.scopes.begin(tx, looking, 'contact', [contact.id]);
        await this.scopes.collect(tx, looking);
        found = await this.scopes.counts(tx, looking);
        ({ keptUntil, recordings } = await this.keptByLaw(tx, looking));
        throw new Rollback();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Rollback)) throw error;
      });
    const hold = await this.holds.of(contact.id);
    return {
      found,
      hold,
      keptRecordings: recordings,
      keptUntil,
      confirmation: hold ? null : this.confirmation(actor, id),
    };
  }

  /** The second step: with the code of the first, and the person's name typed once more. */
  async confirm(
    actor: Actor,
    id: string,
    { confirmation, name }: { confirmation: string; name: string },
  ): Promise<void> {
    const { contact } = await this.erasable(id);
    if (!this.isConfirmed(actor, id, confirmation))
      throw invalid('confirmation', 'look at the preview again: this one is too old');
    if (name.trim().toLowerCase() !== contact.name.trim().toLowerCase())
      throw invalid('name', 'must be the name of the person who is to be erased');
    await this.work.run((tx) => this.start(tx, actor, id));
    await this.ask(id);
  }

  /** Within the caller's transaction; the job is asked for after it, or found by the sweep. */
  async start(tx: Tx, actor: Actor, id: string): Promise<void> {
    const row = await this.requests.lock(tx, id);
    if (row.state === 'working') throw conflict('working', 'It is under way already.');
    await tx.query('select 1 from contacts where id = $1 for update', [row.contactId]);
    const [held] = await tx.query('select 1 from privacy_holds where contact_id = $1 and released_at is null', [
      row.contactId,
    ]);
    if (held) throw conflict('held', 'There is a legal hold on this person. Nothing is erased while it stands.');
    await tx.save(
      Object.assign(row, {
        state: 'working',
        confirmedBy: actor.kind === 'user' ? actor.id : null,
        progress: {},
        updatedAt: this.clock.now(),
        version: row.version + 1,
      }),
    );
    await this.audit.record(tx, {
      actor,
      action: 'privacy.erasure-started',
      target: { kind: 'contact', id: row.contactId },
      data: { requestId: id },
    });
  }

  async ask(requestId: string): Promise<void> {
    await this.jobs.add('privacy.erase', { requestId }, { id: `privacy.erase.${requestId}.${newId()}` });
  }

  @Job('privacy.erase')
  async run({ requestId }: { requestId: string }): Promise<void> {
    // One process at a time; the lock goes with the connection of whoever dies.
    const runner = this.db.createQueryRunner();
    await runner.connect();
    const lock = [`privacy ${requestId}`];
    try {
      const [row] = (await runner.query('select pg_try_advisory_lock(hashtextextended($1, 7)) as mine', lock)) as {
        mine: boolean;
      }[];
      if (!row?.mine) return;
      try {
        await this.erase(requestId);
      } finally {
        await runner.query('select pg_advisory_unlock(hashtextextended($1, 7))', lock);
      }
    } finally {
      await runner.release();
    }
  }

  private async erase(id: string): Promise<void> {
    const row = await this.db.getRepository(PrivacyRequest).findOneBy({ id });
    if (!row || row.kind !== 'erasure' || row.state !== 'working') return;
    const knownBy = row.knownBy ? this.opened(row.knownBy) : await this.lookFor(row);
    for (let round = 1; round <= MAX_ROUNDS; round += 1) {
      await this.takeAway(id, round, knownBy);
      // What came in meanwhile by a door that was still open.
      const more = await this.work.run((tx) => this.scopes.collect(tx, id));
      if (more === 0) break;
      this.log.info({ requestId: id, rows: more }, 'more was found while a person was erased');
    }
    await this.finish(row);
  }

  /** Fixes the rows, and by what the person is known; nothing has gone yet. Their addresses are remembered as hashes. */
  private lookFor(row: PrivacyRequest): Promise<KnownBy> {
    return this.work.run(async (tx) => {
      await this.scopes.begin(tx, row.id, 'contact', [row.contactId]);
      await this.scopes.collect(tx, row.id);
      await this.scrubber.noteWords(tx, row.id);
      const knownBy = await this.scopes.knownBy(tx, row.id);
      const identities = await tx.query<{ kind: IdentityKind; value: string }>(
        `select i.kind, i.value from contact_identities i join privacy_scope s on s.id = i.id::text
         where s.request_id = $1 and s.kind = 'identity' and i.kind in ('email', 'phone') and i.value not like 'erased:%'`,
        [row.id],
      );
      await this.suppressions.add(tx, identities);
      const found = await this.scopes.counts(tx, row.id);
      await tx.query('update privacy_requests set known_by = $2, progress = $3, updated_at = $4 where id = $1', [
        row.id,
        this.vault.seal(JSON.stringify(knownBy), SEAL),
        JSON.stringify({ found, done: [], total: 0 }),
        this.clock.now(),
      ]);
      return knownBy;
    });
  }

  private async takeAway(id: string, round: number, knownBy: KnownBy): Promise<void> {
    const pattern = patternOf(knownBy);
    const swept = pattern ? await this.scrubber.sweptTables() : [];
    const steps: [string, (tx: Tx) => Promise<unknown>][] = [
      ...this.scrubber
        .tables()
        .map((table): [string, (tx: Tx) => Promise<unknown>] => [
          table.name,
          (tx) => this.scrubber.erase(tx, id, table),
        ]),
      ...swept.map(([table, columns]): [string, (tx: Tx) => Promise<unknown>] => [
        `words in ${table}`,
        (tx) => this.scrubber.sweep(tx, table, columns, pattern!),
      ]),
      ['search', (tx) => this.scrubber.forgetWords(tx, id)],
    ];
    const done = await this.doneOf(id);
    for (const [name, step] of steps) {
      const key = `${round}. ${name}`;
      if (done.has(key)) continue;
      await this.work.run(async (tx) => {
        await step(tx);
        await tx.query(
          `update privacy_requests set updated_at = $4,
             progress = jsonb_set(jsonb_set(progress, '{done}', coalesce(progress -> 'done', '[]') || $2::jsonb), '{total}', $3::jsonb)
           where id = $1`,
          [id, JSON.stringify([key]), JSON.stringify(steps.length * round + 2), this.clock.now()],
        );
      });
    }
    if (pattern) await this.scrubber.sweepJobs(pattern);
    await this.scrubber.dropFiles(id);
  }

  private async doneOf(id: string): Promise<Set<string>> {
    const [row] = await this.db.query<{ done: string[] | null }[]>(
      `select progress -> 'done' as done from privacy_requests where id = $1`,
      [id],
    );
    return new Set(row?.done ?? []);
  }

  private async finish({ id, contactId, confirmedBy }: PrivacyRequest): Promise<void> {
    const contactIds = await this.scopes.ids(id, 'contact');
    const now = this.clock.now();
    // Before the end is written down: a line too many is harmless.
    await appendFile(
      join(this.config.dataDir, TOMBSTONES),
      `${JSON.stringify({ requestId: id, contactIds, at: now.toISOString() })}\n`,
      { mode: 0o600 },
    );
    await this.work.run(async (tx) => {
      const { keptUntil } = await this.keptByLaw(tx, id);
      await tx.query(
        `insert into privacy_tombstones (request_id, contact_ids, at) values ($1, $2, $3)
         on conflict (request_id) do update set contact_ids = excluded.contact_ids, replay = false`,
        [id, contactIds, now],
      );
      await tx.query('update privacy_tombstones set replay = false where contact_ids && $1::uuid[]', [contactIds]);
      await tx.query(
        `update privacy_requests set state = 'done', known_by = null, ended_at = $2, updated_at = $2, kept_until = $3,
           version = version + 1 where id = $1`,
        [id, now, keptUntil],
      );
      await this.scopes.forget(tx, id);
      for (const each of contactIds) tx.emit('contact.deleted', { contactId: each });
      await this.audit.record(tx, {
        actor: SYSTEM,
        action: 'privacy.erased',
        target: { kind: 'contact', id: contactId },
        data: { requestId: id, confirmedBy, ...(keptUntil && { keptUntil: keptUntil.toISOString() }) },
      });
    });
  }

  /** Recordings that a law keeps for some time yet, by their line's floor. */
  private async keptByLaw(tx: Tx, workId: string): Promise<{ keptUntil: Date | null; recordings: number }> {
    const [row] = await tx.query<{ until: Date | null; count: number }>(
      `select max(r.at + make_interval(days => (i.settings ->> 'keepAtLeastDays')::int)) as until, count(*)::int as count
       from call_recordings r join inboxes i on i.id = r.inbox_id
       join privacy_scope s on s.request_id = $1 and s.kind = 'call' and s.id = r.call_id::text
       where r.blob_key is not null and not exists (
         select from privacy_scope k where k.request_id = $1 and k.kind = 'recording' and k.id = r.id::text)`,
      [workId],
    );
    return { keptUntil: row?.until ?? null, recordings: row?.count ?? 0 };
  }

  private async erasable(id: string): Promise<{ contact: { id: string; name: string } }> {
    const { kind, state, contact, endedAt } = await this.requests.one(id);
    if (kind !== 'erasure') throw conflict('not_erasure', 'This request asks for something else.');
    if (endedAt) throw conflict('request_ended', 'This request has ended. Write down a new one.');
    if (state === 'working') throw conflict('working', 'It is under way already.');
    return { contact };
  }

  private confirmation(actor: Actor, id: string): string {
    const at = this.clock.millis();
    return `${at}.${this.mac(actor, id, at)}`;
  }

  private isConfirmed(actor: Actor, id: string, given: string): boolean {
    const [at = '', mac = ''] = given.split('.');
    const made = Number(at);
    return made > this.clock.millis() - CONFIRM_MS && sameSecret(mac, this.mac(actor, id, made));
  }

  private mac(actor: Actor, id: string, at: number): string {
    return hmacHex(this.vault.key('erasure confirmation'), `${actor.id} ${id} ${at}`);
  }

  private opened(sealed: string): KnownBy {
    return JSON.parse(this.vault.open(sealed, SEAL)) as KnownBy;
  }
}
