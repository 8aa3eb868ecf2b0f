import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { randomToken, sameSecret, tokenHash } from '../../platform/crypto/tokens.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM } from '../../platform/http/access.decorators.js';
import { conflict, forbidden } from '../../platform/http/refusal.js';
import { AuditService } from '../audit/audit.service.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { Role } from '../people/role.entity.js';
import { ADMINISTRATOR } from '../people/role.rules.js';
import type { User } from '../people/user.entity.js';
import { UsersService } from '../people/users.service.js';
import { Organisation } from '../settings/organisation.entity.js';
import { countryOf } from './country-of-zone.js';
import type { SetupAnswers } from './setup.dto.js';

const LINK_HOURS = 24;

/** The first administrator: through the link that the first start prints, or from ADMIN_EMAIL and ADMIN_PASSWORD. */
@Injectable()
export class SetupService implements OnApplicationBootstrap {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly users: UsersService,
    private readonly credentials: CredentialsService,
    private readonly audit: AuditService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const [email, password] = [this.config.get('ADMIN_EMAIL'), this.config.get('ADMIN_PASSWORD')];
    if (!email || !(await this.needed())) return;
    const name = email.slice(0, email.indexOf('@'));
    // The operator chose it and answers for it, so it is not judged.
    const passwordHash = await this.credentials.hashChosenByOperator(password);
    await this.work.run(async (tx) => {
      await this.lock(tx);
      if (await this.somebodyIsHere(tx)) return;
      await this.admitAdministrator(tx, { email, name, passwordHash });
    });
  }

  async needed(): Promise<boolean> {
    const rows = await this.db.query<unknown[]>('select 1 from users limit 1');
    return rows.length === 0;
  }

  /** A fresh link for who started the process; earlier ones stop. Undefined where an administrator exists. */
  async link(publicUrl = this.config.publicUrl): Promise<string | undefined> {
    const token = randomToken();
    return this.work.run(async (tx) => {
      await this.lock(tx);
      if (await this.somebodyIsHere(tx)) return undefined;
      await tx.query(
        `insert into setup_link (token_hash, expires_at) values ($1, $2)
         on conflict (id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at`,
        [tokenHash(token), new Date(this.clock.millis() + LINK_HOURS * 3_600_000)],
      );
      return `${publicUrl}/setup?token=${token}`;
    });
  }

  async complete({ token, password, company, language, timeZone, name, email }: SetupAnswers): Promise<User> {
    if (!(await this.needed())) throw alreadySetUp();
    const passwordHash = await this.credentials.hashNew(password, { email, name });
    return this.work.run(async (tx) => {
      await this.lock(tx);
      if (await this.somebodyIsHere(tx)) throw alreadySetUp();
      await this.useLink(tx, token);
      await tx.manager.update(
        Organisation,
        { id: 1 },
        { company, language, timeZone, defaultCountry: countryOf(timeZone, language) },
      );
      tx.emit('organisation.language-chosen', { language });
      return this.admitAdministrator(tx, { email, name, passwordHash });
    });
  }

  private async admitAdministrator(
    tx: Tx,
    person: { email: string; name: string; passwordHash: string },
  ): Promise<User> {
    const role = (await tx.find(Role, { key: ADMINISTRATOR }))!;
    const user = await this.users.admit(tx, { ...person, roleIds: [role.id] });
    await tx.manager.update(Organisation, { id: 1 }, { setUpAt: this.clock.now() });
    await this.audit.record(tx, {
      actor: SYSTEM,
      action: 'organisation.set-up',
      target: { kind: 'user', id: user.id },
    });
    return user;
  }

  private async useLink(tx: Tx, token: string): Promise<void> {
    const [link] = await tx.query<{ token_hash: string; expires_at: Date }>('delete from setup_link returning *');
    if (!link || link.expires_at <= this.clock.now() || !sameSecret(link.token_hash, tokenHash(token))) {
      throw forbidden('This link does not work. The newest one is printed when Frontdesk starts.');
    }
  }

  /** Two processes that start together, or two people with the same link, make one administrator. */
  private async lock(tx: Tx): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('frontdesk set-up'))`);
  }

  private async somebodyIsHere(tx: Tx): Promise<boolean> {
    return (await tx.query('select 1 from users limit 1')).length > 0;
  }
}

const alreadySetUp = () => conflict('already_set_up', 'Frontdesk is set up already. Sign in instead.');
