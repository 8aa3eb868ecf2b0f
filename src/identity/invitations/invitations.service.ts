import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { randomToken, tokenHash } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { RolesService } from '../people/roles.service.js';
import { normalEmail, UsersService } from '../people/users.service.js';
import type { InvitationView, MadeInvitationView, NewInvitations } from './invitation.dto.js';
import { Invitation } from './invitation.entity.js';

export const INVITATION_DAYS = 7;
export const INVITATION_SEAL = 'invitation';

interface Invited {
  email: string;
  roleId: string;
  teamIds: string[];
  invitedBy: string | null;
}

@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly vault: Vault,
    private readonly users: UsersService,
    private readonly roles: RolesService,
    private readonly audit: AuditService,
  ) {}

  /** Those that still wait for an answer. */
  list(id?: string): Promise<InvitationView[]> {
    return this.db.query(
      `select i.id, i.email, i.created_at as "createdAt", i.expires_at as "expiresAt",
              json_build_object('id', r.id, 'key', r.key, 'name', r.name) as role,
              case when u.id is null then null else json_build_object('id', u.id, 'name', u.name) end as "invitedBy"
       from invitations i join roles r on r.id = i.role_id left join users u on u.id = i.invited_by
       where i.accepted_at is null and i.expires_at > $1 and ($2::uuid is null or i.id = $2)
       order by i.id desc`,
      [this.clock.now(), id ?? null],
    );
  }

  /** An earlier open invitation of the same address is replaced: only the newest link works. */
  async invite(actor: Actor, { emails, roleId, teamIds = [] }: NewInvitations): Promise<MadeInvitationView[]> {
    const links = await this.work.run(async (tx) => {
      await this.roles.grantable(tx, actor, [roleId], 'roleId');
      await this.users.requireTeams(tx, teamIds);
      const made = new Map<string, string>();
      for (const [index, email] of emails.map(normalEmail).entries()) {
        const [taken] = await tx.query('select 1 from users where lower(email) = $1', [email]);
        if (taken) throw invalid(`emails[${index}]`, 'somebody here already has this e-mail address');
        const { id, token } = await this.store(tx, { email, roleId, teamIds, invitedBy: actor.id });
        made.set(id, this.link(token));
        tx.emit('identity.invited', { invitationId: id });
        await this.audit.record(tx, {
          actor,
          action: 'user.invited',
          target: { kind: 'invitation', id },
          data: { roleId, teamIds },
        });
      }
      return made;
    });
    const open = new Map((await this.list()).map((view) => [view.id, view]));
    return [...links].flatMap(([id, link]) => (open.has(id) ? [{ ...open.get(id)!, link }] : []));
  }

  async withdraw(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const gone = await tx.query('delete from invitations where id = $1 and accepted_at is null returning 1', [id]);
      if (gone.length === 0) throw notFound('invitation');
      await this.audit.record(tx, { actor, action: 'invitation.withdrawn', target: { kind: 'invitation', id } });
    });
  }

  link(token: string): string {
    return `${this.config.publicUrl}/invitation?token=${token}`;
  }

  private async store(tx: Tx, given: Invited): Promise<{ id: string; token: string }> {
    const [id, token, now] = [newId(), randomToken(), this.clock.now()];
    await tx.query('delete from invitations where lower(email) = $1 and accepted_at is null', [given.email]);
    await tx.insert(Invitation, {
      ...given,
      id,
      tokenHash: tokenHash(token),
      tokenSealed: this.vault.seal(token, INVITATION_SEAL),
      createdAt: now,
      expiresAt: new Date(now.getTime() + INVITATION_DAYS * 86_400_000),
    });
    return { id, token };
  }
}
