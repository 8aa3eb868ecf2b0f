import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { AuditService } from '../audit/audit.service.js';
import { signedIn } from '../people/signed-in.js';
import { User } from '../people/user.entity.js';
import { UsersService } from '../people/users.service.js';
import { judgeClaims, type Claims } from './claims.rules.js';
import { SsoIdentity, type SsoConnection } from './sso-connection.entity.js';
import { SsoRefused } from './sso-refused.rules.js';

/** Finds, links or makes the account behind a provider's claims. */
@Injectable()
export class SsoPeopleService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly users: UsersService,
    private readonly audit: AuditService,
  ) {}

  resolve(connection: SsoConnection, claims: Claims): Promise<User> {
    return this.work.run(async (tx) => {
      const known = await tx.find(SsoIdentity, { connectionId: connection.id, subject: claims.sub });
      const user = known ? await tx.find(User, { id: known.userId }) : await this.link(tx, connection, claims);
      if (!user?.active) throw new SsoRefused('inactive');
      return user;
    });
  }

  /** The first time: by the verified address, or as a new account where the connection makes some. */
  private async link(tx: Tx, connection: SsoConnection, claims: Claims): Promise<User> {
    const verdict = judgeClaims(claims, connection.domains);
    if ('refused' in verdict) throw new SsoRefused(verdict.refused);
    const existing = await tx.lock(User, { email: verdict.email });
    if (!existing && !(connection.provision && connection.roleId)) throw new SsoRefused('unknown_person');
    const user = existing ?? (await this.users.admit(tx, { ...verdict, roleIds: [connection.roleId!] }));
    await tx.query(
      `insert into sso_identities (connection_id, subject, user_id, created_at) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [connection.id, claims.sub, user.id, this.clock.now()],
    );
    await this.audit.record(tx, {
      actor: signedIn(user),
      action: existing ? 'sso.linked' : 'sso.provisioned',
      target: { kind: 'user', id: user.id },
      data: { connectionId: connection.id },
    });
    return user;
  }
}
