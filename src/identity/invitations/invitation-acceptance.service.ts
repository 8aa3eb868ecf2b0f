import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { tokenHash } from '../../platform/crypto/tokens.js';
import { Work } from '../../platform/database/work.js';
import { notFound } from '../../platform/http/refusal.js';
import { AuditService } from '../audit/audit.service.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { signedIn } from '../people/signed-in.js';
import type { User } from '../people/user.entity.js';
import { UsersService } from '../people/users.service.js';
import { SettingsService } from '../settings/settings.service.js';
import type { Acceptance, InvitationCard } from './invitation.dto.js';
import { Invitation } from './invitation.entity.js';
import { InvitationsService } from './invitations.service.js';

@Injectable()
export class InvitationAcceptanceService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly invitations: InvitationsService,
    private readonly users: UsersService,
    private readonly credentials: CredentialsService,
    private readonly settings: SettingsService,
    private readonly audit: AuditService,
  ) {}

  /** What an invited person sees before they accept. */
  async look(token: string): Promise<InvitationCard> {
    const found = await this.db.getRepository(Invitation).findOneBy({ tokenHash: tokenHash(token) });
    const [view] = found ? await this.invitations.list(found.id) : [];
    if (!view) throw notFound('invitation');
    const { company, language } = await this.settings.current();
    return { email: view.email, company, language, role: view.role, invitedBy: view.invitedBy };
  }

  async accept({ token, name, password }: Acceptance): Promise<User> {
    const { email } = await this.look(token);
    const passwordHash = await this.credentials.hashNew(password, { email, name });
    return this.work.run(async (tx) => {
      const invitation = await tx.lock(Invitation, { tokenHash: tokenHash(token) });
      if (!invitation || invitation.acceptedAt || invitation.expiresAt <= this.clock.now()) {
        throw notFound('invitation');
      }
      const { roleId } = invitation;
      // A team may be gone since the invitation was written.
      const teams = await tx.query<{ id: string }>('select id from teams where id = any($1)', [invitation.teamIds]);
      const teamIds = teams.map((team) => team.id);
      const user = await this.users.admit(tx, { email, name, roleIds: [roleId], teamIds, passwordHash });
      await tx.manager.update(Invitation, { id: invitation.id }, { acceptedAt: this.clock.now(), tokenSealed: null });
      await this.audit.record(tx, {
        actor: signedIn(user),
        action: 'invitation.accepted',
        target: { kind: 'user', id: user.id },
        data: { invitationId: invitation.id, roleId, teamIds },
      });
      return user;
    });
  }
}
