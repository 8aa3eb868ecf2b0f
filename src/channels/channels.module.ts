import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversationsModule } from '../conversations/conversations.module.js';
import './channel.events.js';
import './channel.permissions.js';
import { DeliveryListeners } from './delivery/delivery.listeners.js';
import { DeliveryService } from './delivery/delivery.service.js';
import { HeldMessages } from './delivery/held-messages.service.js';
import { OutboundLoader } from './delivery/outbound.loader.js';
import { ReplyWindows } from './delivery/reply-windows.js';
import { Reconciliation } from './delivery/reconciliation.service.js';
import { SendBudgets } from './delivery/send-budgets.service.js';
import { SentParts } from './delivery/sent-parts.service.js';
import { Envelope } from './envelope.entity.js';
import { Hooks } from './hooks.service.js';
import { HooksController } from './hooks.controller.js';
import { InboxesController } from './inboxes.controller.js';
import { InboxesService } from './inboxes.service.js';
import { LetterLines } from './letter-lines.service.js';
import { LineChecks } from './line-checks.service.js';
import { LineSimulation } from './line-simulation.service.js';
import { LineUpkeep } from './line-upkeep.service.js';
import { LineTemplatesController } from './line-templates.controller.js';
import { LineTemplates } from './line-templates.service.js';
import { ChannelListeners } from './listeners.service.js';
import { Paging } from './paging.service.js';
import { Receiver } from './receiver.service.js';
import { RefusedCalls } from './refused-calls.service.js';
import { ChannelRegistry } from './registry.js';
import { WaitingPlaces } from './waiting-places.service.js';
import './channels.personal.js';

@Module({
  imports: [TypeOrmModule.forFeature([Envelope]), ConversationsModule],
  controllers: [InboxesController, LineTemplatesController, HooksController],
  providers: [
    ChannelRegistry,
    InboxesService,
    Receiver,
    Hooks,
    RefusedCalls,
    LineChecks,
    LineSimulation,
    LineUpkeep,
    ChannelListeners,
    HeldMessages,
    OutboundLoader,
    SendBudgets,
    SentParts,
    LetterLines,
    LineTemplates,
    DeliveryService,
    Reconciliation,
    ReplyWindows,
    DeliveryListeners,
    WaitingPlaces,
    Paging,
  ],
  exports: [
    ChannelRegistry,
    InboxesService,
    Receiver,
    Hooks,
    HeldMessages,
    LetterLines,
    LineChecks,
    LineTemplates,
    OutboundLoader,
    SentParts,
    WaitingPlaces,
    Paging,
  ],
})
export class ChannelsModule {}
