import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Vault } from '../../platform/crypto/vault.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { LETTERS } from '../mail/mail-texts.js';
import { SystemMailService } from '../mail/system-mail.service.js';
import { UsersService } from '../people/users.service.js';
import { SettingsService } from '../settings/settings.service.js';
import { Invitation } from './invitation.entity.js';
import { INVITATION_DAYS, INVITATION_SEAL, InvitationsService } from './invitations.service.js';

@Injectable()
export class InvitationMail {
  constructor(
    private readonly db: DataSource,
    private readonly vault: Vault,
    private readonly users: UsersService,
    private readonly settings: SettingsService,
    private readonly invitations: InvitationsService,
    private readonly mail: SystemMailService,
  ) {}

  @Subscribe('identity.invited', { name: 'identity.mail-invitation' })
  async send({ invitationId }: { invitationId: string }): Promise<void> {
    const invitations = this.db.getRepository(Invitation);
    const invitation = await invitations.findOneBy({ id: invitationId });
    if (!invitation?.tokenSealed || invitation.acceptedAt) return;
    const { company, language } = await this.settings.current();
    const inviter = invitation.invitedBy ? await this.users.find(invitation.invitedBy) : null;
    const letter = LETTERS[language].invitation({
      company,
      inviter: inviter?.name ?? company,
      link: this.invitations.link(this.vault.open(invitation.tokenSealed, INVITATION_SEAL)),
      days: INVITATION_DAYS,
    });
    await this.mail.send({ purpose: 'invitation', to: invitation.email, ...letter });
    await invitations.update({ id: invitationId }, { tokenSealed: null });
  }
}
