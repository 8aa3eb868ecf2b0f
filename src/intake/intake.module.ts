import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/channels.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { Changes } from './changes.js';
import { Consents } from './consents.js';
import { Echoes } from './echoes.js';
import { Ending } from './ending.js';
import { EnvelopesService } from './envelopes.service.js';
import { Filters } from './filters.js';
import { Identification } from './identification.js';
import { InboundFiles } from './inbound-files.service.js';
import { IntakeController } from './intake.controller.js';
import { IntakeListeners } from './intake.listeners.js';
import './intake.permissions.js';
import { IntakeService } from './intake.service.js';
import { IntakeStory } from './intake.story.js';
import { Languages } from './languages.js';
import { MessageOriginalController } from './message-original.controller.js';
import { Names } from './names.js';
import { Opinions } from './opinions.js';
import { Receipts } from './receipts.js';
import { Recording } from './recording.js';
import { Threading } from './threading.js';
import { Triage } from './triage.js';

@Module({
  imports: [ChannelsModule, ConversationsModule, CustomersModule, TicketsModule],
  controllers: [IntakeController, MessageOriginalController],
  providers: [
    IntakeStory,
    Filters,
    Identification,
    Languages,
    Threading,
    Triage,
    Recording,
    Receipts,
    Changes,
    Echoes,
    Consents,
    Opinions,
    InboundFiles,
    Names,
    Ending,
    IntakeService,
    IntakeListeners,
    EnvelopesService,
  ],
})
export class IntakeModule {}
