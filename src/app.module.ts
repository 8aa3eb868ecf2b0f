import { Module, type DynamicModule } from '@nestjs/common';
import { AutomationModule } from './automation/automation.module.js';
import { BillingModule } from './billing/billing.module.js';
import { BroadcastsModule } from './broadcasts/broadcasts.module.js';
import { ApiModule } from './channels/api/api.module.js';
import { CallsModule } from './channels/calls/calls.module.js';
import { ChatModule } from './channels/chat/chat.module.js';
import { ChannelsModule } from './channels/channels.module.js';
import { InstagramModule } from './channels/instagram/instagram.module.js';
import { MessengerModule } from './channels/messenger/messenger.module.js';
import { EmailModule } from './channels/email/email.module.js';
import { VoiceModule } from './channels/voice/voice.module.js';
import { PortalLineModule } from './channels/portal/portal-line.module.js';
import { ContractsModule } from './contracts/contracts.module.js';
import { ConversationsModule } from './conversations/conversations.module.js';
import { CustomersModule } from './customers/customers.module.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import { EquipmentModule } from './equipment/equipment.module.js';
import { HoursModule } from './hours/hours.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { IntakeModule } from './intake/intake.module.js';
import { KnowledgeModule } from './knowledge/knowledge.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import type { Config } from './platform/config.js';
import { PlatformModule } from './platform/platform.module.js';
import { PostsModule } from './posts/posts.module.js';
import { PhoneModule } from './phone/phone.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { PortalModule } from './portal/portal.module.js';
import { ReportRequestsModule } from './report-requests/report-requests.module.js';
import { RoutingModule } from './routing/routing.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { RulesModule } from './routing/rules/rules.module.js';
import { SalesModule } from './sales/sales.module.js';
import { SmsModule } from './channels/sms/sms.module.js';
import { SlaModule } from './sla/sla.module.js';
import { TelemetryModule } from './telemetry/telemetry.module.js';
import { TelegramModule } from './channels/telegram/telegram.module.js';
import { WhatsappModule } from './channels/whatsapp/whatsapp.module.js';
import { TicketsModule } from './tickets/tickets.module.js';

/** The only list of features. A room can be taken out by deleting its folder and its line. */
const FEATURES: NonNullable<DynamicModule['imports']> = [
  IdentityModule,
  CustomersModule,
  HoursModule,
  ConversationsModule,
  ContractsModule,
  EquipmentModule,
  TicketsModule,
  SlaModule,
  // Before the channels: `/hooks/payments/…` and `/hooks/telemetry/…` would be a channel's.
  BillingModule,
  TelemetryModule,
  ChannelsModule,
  RoutingModule,
  ChatModule,
  EmailModule,
  ApiModule,
  PortalLineModule,
  TelegramModule,
  WhatsappModule,
  MessengerModule,
  InstagramModule,
  SmsModule,
  CallsModule,
  VoiceModule,
  BroadcastsModule,
  PostsModule,
  DispatchModule,
  SalesModule,
  KnowledgeModule,
  ReportRequestsModule,
  RulesModule,
  IntakeModule,
  AutomationModule,
  NotificationsModule,
  PhoneModule,
  RealtimeModule,
  PrivacyModule,
  PortalModule,
  ImportsModule,
];

@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.forRoot(config), ...FEATURES] };
  }
}
