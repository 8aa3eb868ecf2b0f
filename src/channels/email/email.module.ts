import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdentityModule } from '../../identity/identity.module.js';
import { ChannelsModule } from '../channels.module.js';
import { ChannelRegistry } from '../registry.js';
import { EmailCheck } from './check/email-check.service.js';
import { EmailChannel } from './email.channel.js';
import { ImapClients } from './fetch/imap-client.js';
import { ImapFetcher } from './fetch/imap-fetcher.js';
import { MailCursors } from './fetch/mail-cursors.service.js';
import { MailboxLocks } from './fetch/mailbox-locks.js';
import { MailReader } from './mail-reader.service.js';
import { MailSignIn } from './oauth/mail-sign-in.js';
import { OauthTokens } from './oauth/oauth-tokens.service.js';
import { AddressBook } from './receiver/address-book.js';
import { MailSimulator } from './receiver/mail-simulator.js';
import { SmtpReceiver } from './receiver/smtp-receiver.js';
import { MailOutboxController } from './send/mail-outbox.controller.js';
import { MailOutboxRow } from './send/mail-outbox.entity.js';
import { MailOutbox } from './send/mail-outbox.service.js';
import { SmtpSender } from './send/smtp-sender.js';
import { SystemMailSender } from './send/system-mail-sender.js';
import './email.personal.js';

@Module({
  imports: [TypeOrmModule.forFeature([MailOutboxRow]), IdentityModule, ChannelsModule],
  controllers: [MailOutboxController],
  providers: [
    EmailChannel,
    MailReader,
    AddressBook,
    SmtpReceiver,
    MailSimulator,
    ImapClients,
    ImapFetcher,
    MailCursors,
    MailboxLocks,
    OauthTokens,
    MailSignIn,
    SmtpSender,
    MailOutbox,
    EmailCheck,
    SystemMailSender,
  ],
})
export class EmailModule implements OnModuleInit {
  constructor(
    private readonly registry: ChannelRegistry,
    private readonly channel: EmailChannel,
  ) {}

  onModuleInit(): void {
    this.registry.add(this.channel);
  }
}
