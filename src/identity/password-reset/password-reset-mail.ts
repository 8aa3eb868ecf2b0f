import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../platform/config.js';
import { Vault } from '../../platform/crypto/vault.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { LETTERS } from '../mail/mail-texts.js';
import { SystemMailService } from '../mail/system-mail.service.js';
import { UsersService } from '../people/users.service.js';
import { SettingsService } from '../settings/settings.service.js';
import { RESET_MINUTES, RESET_SEAL } from './password-reset-requests.service.js';
import { PasswordReset } from './password-reset.entity.js';

@Injectable()
export class PasswordResetMail {
  constructor(
    private readonly db: DataSource,
    private readonly config: Config,
    private readonly vault: Vault,
    private readonly users: UsersService,
    private readonly settings: SettingsService,
    private readonly mail: SystemMailService,
  ) {}

  @Subscribe('identity.password-reset-requested', { name: 'identity.mail-password-reset' })
  async send({ resetId }: { resetId: string }): Promise<void> {
    const reset = await this.db.getRepository(PasswordReset).findOneBy({ id: resetId });
    const user = reset && (await this.users.find(reset.userId));
    if (!reset?.tokenSealed || !user) return;
    const { company } = await this.settings.current();
    const link = `${this.config.publicUrl}/reset-password?token=${this.vault.open(reset.tokenSealed, RESET_SEAL)}`;
    const letter = LETTERS[user.language].passwordReset({ company, name: user.name, link, minutes: RESET_MINUTES });
    await this.mail.send({ purpose: 'password-reset', to: user.email, ...letter });
    await this.db.getRepository(PasswordReset).update({ id: resetId }, { tokenSealed: null });
  }
}
