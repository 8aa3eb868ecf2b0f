import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallsModule } from '../channels/calls/calls.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { Columns } from './columns.service.js';
import { ContactPrivacyController } from './contact-privacy.controller.js';
import { ContactPrivacy } from './contact-privacy.service.js';
import { Erasure } from './erasure.service.js';
import { DataExport } from './export.service.js';
import { Holds } from './holds.service.js';
import { PrivacyController } from './privacy.controller.js';
import './privacy.permissions.js';
import './privacy.personal.js';
import { PrivacyRequest } from './privacy-request.entity.js';
import { PrivacySettings } from './privacy-settings.service.js';
import { PrivacyRequests } from './requests.service.js';
import { RetentionController } from './retention.controller.js';
import { RetentionTimes } from './retention.service.js';
import { Scopes } from './scope.service.js';
import { Scrubber } from './scrubber.service.js';
import { PrivacyUpkeep } from './upkeep.js';

/** What people may ask about themselves, and how long anything is kept. */
@Module({
  imports: [
    IdentityModule,
    CustomersModule,
    ConversationsModule,
    CallsModule,
    TypeOrmModule.forFeature([PrivacyRequest]),
  ],
  controllers: [PrivacyController, ContactPrivacyController, RetentionController],
  providers: [
    Columns,
    ContactPrivacy,
    DataExport,
    Erasure,
    Holds,
    PrivacyRequests,
    PrivacySettings,
    PrivacyUpkeep,
    RetentionTimes,
    Scopes,
    Scrubber,
  ],
})
export class PrivacyModule {}
