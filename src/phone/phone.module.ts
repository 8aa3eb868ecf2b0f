import { Module } from '@nestjs/common';
import { CallsModule } from '../channels/calls/calls.module.js';
import { ChannelsModule } from '../channels/channels.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { Board } from './board.service.js';
import { CallBackTurns } from './call-back-turns.service.js';
import { CallBacks } from './call-backs.service.js';
import { AskedRinging } from './extensions/asked-ringing.service.js';
import { DeskPhoneAccounts } from './extensions/desk-phones.service.js';
import { DeviceRinging } from './extensions/device-ringing.service.js';
import { ExtensionBook } from './extensions/extension-book.service.js';
import { ExtensionsController } from './extensions/extensions.controller.js';
import { Telephones } from './extensions/telephones.service.js';
import { Hunting } from './extensions/hunting.service.js';
import { CallViews } from './call-views.service.js';
import { Dialling } from './dialling.service.js';
import { CallController, PhoneController } from './phone.controller.js';
import { PhoneListeners } from './phone.listeners.js';
import './phone.permissions.js';
import { PhoneService } from './phone.service.js';
import { RingingCalls } from './ringing-calls.service.js';
import { Supervision } from './supervision.service.js';
import { Switchboard } from './switchboard.service.js';
import { Transfers } from './transfers.service.js';

/** The desk's phone: what rings at whom, and what people do with calls. */
@Module({
  imports: [
    IdentityModule,
    CustomersModule,
    ConversationsModule,
    TicketsModule,
    ChannelsModule,
    CallsModule,
    RoutingModule,
  ],
  controllers: [PhoneController, CallController, ExtensionsController],
  providers: [
    PhoneService,
    RingingCalls,
    Switchboard,
    Transfers,
    Dialling,
    CallViews,
    CallBacks,
    CallBackTurns,
    PhoneListeners,
    Board,
    Supervision,
    ExtensionBook,
    DeskPhoneAccounts,
    Telephones,
    DeviceRinging,
    AskedRinging,
    Hunting,
  ],
  exports: [PhoneService],
})
export class PhoneModule {}
