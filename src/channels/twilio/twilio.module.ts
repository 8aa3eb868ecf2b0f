import { Module } from '@nestjs/common';
import { ConversationsModule } from '../../conversations/conversations.module.js';
import { ChannelsModule } from '../channels.module.js';
import { TwilioAccountCheck } from './account-check.service.js';
import { TwilioAccounts } from './accounts.service.js';
import { TwilioClients } from './clients.service.js';
import { HookUrls } from './hook-urls.service.js';
import { TwilioMessaging } from './messaging.service.js';
import { MediaLinks } from './media-links.service.js';
import { TwilioSimulator } from './simulator/twilio-simulator.service.js';

/** What lines with Twilio share. It is no channel, and knows none. */
@Module({
  imports: [ChannelsModule, ConversationsModule],
  providers: [
    TwilioAccounts,
    TwilioAccountCheck,
    TwilioSimulator,
    TwilioClients,
    HookUrls,
    MediaLinks,
    TwilioMessaging,
  ],
  exports: [TwilioAccounts, TwilioAccountCheck, TwilioSimulator, TwilioClients, HookUrls, MediaLinks, TwilioMessaging],
})
export class TwilioModule {}
