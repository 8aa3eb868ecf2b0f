import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { RolesService } from '../people/roles.service.js';
import { Providers, SECRET_SEAL } from './provider.js';
import { SsoConnectionView, type NewSsoConnection, type SsoConnectionChange } from './sso.dto.js';
import { SsoConnection, type SsoAudience } from './sso-connection.entity.js';

@Injectable()
export class SsoConnectionsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly vault: Vault,
    private readonly providers: Providers,
    private readonly roles: RolesService,
    private readonly audit: AuditService,
  ) {}

  list(): Promise<SsoConnection[]> {
    return this.db.getRepository(SsoConnection).find({ order: { id: 'ASC' } });
  }

  /** For a button each. */
  async buttons(audience: SsoAudience): Promise<{ id: string; name: string }[]> {
    const where = { enabled: true, audience };
    const rows = await this.db.getRepository(SsoConnection).find({ where, order: { id: 'ASC' } });
    return rows.map(({ id, name }) => ({ id, name }));
  }

  async enabled(id: string, audience: SsoAudience): Promise<SsoConnection> {
    const connection = await this.db.getRepository(SsoConnection).findOneBy({ id, audience, enabled: true });
    if (!connection) throw notFound('sign-in provider');
    return connection;
  }

  redirectUri({ id, audience }: Pick<SsoConnection, 'id' | 'audience'>): string {
    // To the host on which the browser began: its cookie is known nowhere else.
    if (audience === 'customers') return `${new URL(this.config.portalUrl).origin}/api/v1/portal/sso/${id}/callback`;
    return `${this.config.publicUrl}/api/v1/sso/${id}/callback`;
  }

  view(connection: SsoConnection): SsoConnectionView {
    return SsoConnectionView.of(connection, this.redirectUri(connection));
  }

  async create(actor: Actor, body: NewSsoConnection): Promise<SsoConnection> {
    const connection: SsoConnection = {
      id: newId(),
      name: body.name,
      audience: body.audience ?? 'people',
      issuer: body.issuer,
      clientId: body.clientId,
      clientSecret: this.vault.seal(body.clientSecret, SECRET_SEAL),
      provision: body.provision ?? false,
      roleId: body.roleId ?? null,
      domains: body.domains ?? [],
      trustSecondFactor: body.trustSecondFactor ?? false,
      enabled: body.enabled ?? true,
      createdAt: this.clock.now(),
      version: 1,
    };
    requireRole(connection);
    await this.providers.check(connection);
    await this.work.run(async (tx) => {
      if (connection.roleId) await this.roles.grantable(tx, actor, [connection.roleId], 'roleId');
      await tx.insert(SsoConnection, connection);
      await this.audit.record(tx, { actor, action: 'sso.connected', ...auditOf(connection) });
    });
    return connection;
  }

  async change(
    actor: Actor,
    id: string,
    { version, clientSecret, ...change }: SsoConnectionChange,
  ): Promise<SsoConnection> {
    const before = await this.db.getRepository(SsoConnection).findOneBy({ id });
    if (!before) throw notFound('sign-in provider');
    const after = { ...before, ...change, version: before.version + 1 };
    if (clientSecret !== undefined) after.clientSecret = this.vault.seal(clientSecret, SECRET_SEAL);
    requireRole(after);
    if (after.issuer !== before.issuer || after.clientId !== before.clientId) await this.providers.check(after);
    await this.work.run(async (tx) => {
      const present = await tx.lock(SsoConnection, { id });
      if (!present) throw notFound('sign-in provider');
      if (present.version !== (version ?? before.version)) throw stale(present.version);
      if (after.roleId) await this.roles.grantable(tx, actor, [after.roleId], 'roleId');
      if (before.trustSecondFactor && !(after.trustSecondFactor && after.enabled)) await this.distrust(tx, id);
      // Another provider's `sub` could belong to somebody else.
      if (after.issuer !== before.issuer) await tx.query('delete from sso_identities where connection_id = $1', [id]);
      await tx.manager.update(SsoConnection, { id }, after);
      await this.audit.record(tx, { actor, action: 'sso.changed', ...auditOf(after) });
    });
    return after;
  }

  /** Who came by it shows a second factor of ours from now on, where one is enforced. */
  private async distrust(tx: Tx, id: string): Promise<void> {
    const people = await tx.query<{ user_id: string }>(
      `update sessions set second_factor = false
       where method = 'sso' and second_factor
         and user_id in (select user_id from sso_identities where connection_id = $1) returning user_id`,
      [id],
    );
    for (const userId of new Set(people.map((row) => row.user_id))) tx.emit('identity.access-changed', { userId });
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const connection = await tx.lock(SsoConnection, { id });
      if (!connection) throw notFound('sign-in provider');
      await this.distrust(tx, id);
      await tx.manager.delete(SsoConnection, { id });
      await this.audit.record(tx, { actor, action: 'sso.disconnected', ...auditOf(connection) });
    });
  }
}

function requireRole({ audience, provision, roleId }: SsoConnection): void {
  if (audience === 'customers' && (provision || roleId))
    throw invalid('provision', 'customers are invited, never made');
  if (provision && !roleId) throw invalid('roleId', 'say which role people get who come for the first time');
}

const auditOf = ({ id, audience, issuer, provision, roleId, domains, trustSecondFactor, enabled }: SsoConnection) => ({
  target: { kind: 'sso-connection', id },
  data: { audience, issuer, provision, roleId, domains, trustSecondFactor, enabled },
});
