import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BillingModule } from '../billing/billing.module.js';
import { ChatModule } from '../channels/chat/chat.module.js';
import { PortalLineModule } from '../channels/portal/portal-line.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { KnowledgeModule } from '../knowledge/knowledge.module.js';
import { ReportRequestsModule } from '../report-requests/report-requests.module.js';
import { SalesModule } from '../sales/sales.module.js';
import { SlaModule } from '../sla/sla.module.js';
import { TelemetryModule } from '../telemetry/telemetry.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import './portal.events.js';
import './portal.permissions.js';
import './portal.personal.js';
import { PortalCookie } from './access/portal-cookie.js';
import { PortalSessions } from './access/portal-sessions.service.js';
import { PortalSession } from './access/session.entity.js';
import { PortalAccount } from './accounts/account.entity.js';
import { PortalAccountsController } from './accounts/accounts.controller.js';
import { PortalAccounts } from './accounts/portal-accounts.service.js';
import { PortalArticlesController } from './articles/portal-articles.controller.js';
import { PortalArticles } from './articles/portal-articles.service.js';
import { PortalChatController } from './chat/portal-chat.controller.js';
import { PortalChat } from './chat/portal-chat.service.js';
import { PortalEquipmentController } from './equipment/portal-equipment.controller.js';
import { PortalEquipment } from './equipment/portal-equipment.service.js';
import { PortalFiguresController } from './figures/portal-figures.controller.js';
import { PortalFigures } from './figures/portal-figures.service.js';
import { PortalGateway } from './live/portal.gateway.js';
import { PortalHints } from './live/portal-hints.js';
import { PortalPulseController } from './live/pulse.controller.js';
import { PortalPulse } from './live/pulse.service.js';
import { PortalMoneyController } from './money/portal-money.controller.js';
import { PortalMoney } from './money/portal-money.service.js';
import { PortalSignatures } from './money/portal-signatures.service.js';
import { PackageWishes } from './packages/package-wishes.js';
import { NoticesController, PortalNoticesController } from './notices/portal-notices.controller.js';
import { PortalNotices } from './notices/portal-notices.service.js';
import { PortalPackagesController } from './packages/portal-packages.controller.js';
import { PortalPackages } from './packages/portal-packages.service.js';
import { PortalPeopleController } from './people/portal-people.controller.js';
import { PortalPeople } from './people/portal-people.service.js';
import { PortalProfile } from './profile/portal-profile.service.js';
import { PortalProfileController } from './profile/profile.controller.js';
import { PortalReadingsController } from './readings/portal-readings.controller.js';
import { PortalReadings } from './readings/portal-readings.service.js';
import { PortalReportLetters } from './reports/portal-report-letters.js';
import { PortalReportsController } from './reports/portal-reports.controller.js';
import { PortalReports } from './reports/portal-reports.service.js';
import { PortalLink } from './sign-in/link.entity.js';
import { PortalLinks } from './sign-in/portal-links.service.js';
import { PortalMail } from './sign-in/portal-mail.js';
import { PortalSessionController } from './sign-in/portal-session.controller.js';
import { PortalSsoController } from './sign-in/portal-sso.controller.js';
import { PortalSignInService } from './sign-in/portal-sign-in.service.js';
import { PortalMessages } from './tickets/portal-messages.service.js';
import { PortalTicketsController } from './tickets/portal-tickets.controller.js';
import { PortalTickets } from './tickets/portal-tickets.service.js';
import { TicketSubjects } from './tickets/ticket-subjects.js';
import { PortalVisitsController } from './visits/portal-visits.controller.js';
import { PortalVisits } from './visits/portal-visits.service.js';

/** The customers' own door. What they see of other rooms' rows is decided in `access/visible.access.ts`, and only there. */
@Module({
  imports: [
    TypeOrmModule.forFeature([PortalAccount, PortalLink, PortalSession]),
    PortalLineModule,
    ChatModule,
    BillingModule,
    ContractsModule,
    ConversationsModule,
    CustomersModule,
    DispatchModule,
    IdentityModule,
    KnowledgeModule,
    ReportRequestsModule,
    SalesModule,
    SlaModule,
    TelemetryModule,
    TicketsModule,
  ],
  controllers: [
    PortalAccountsController,
    PortalArticlesController,
    PortalChatController,
    PortalEquipmentController,
    PortalFiguresController,
    PortalMoneyController,
    NoticesController,
    PortalNoticesController,
    PortalPackagesController,
    PortalPeopleController,
    PortalProfileController,
    PortalPulseController,
    PortalReadingsController,
    PortalReportsController,
    PortalSessionController,
    PortalSsoController,
    PortalTicketsController,
    PortalVisitsController,
  ],
  providers: [
    PortalAccounts,
    PortalArticles,
    PortalChat,
    PortalCookie,
    PortalEquipment,
    PortalFigures,
    PortalGateway,
    PortalHints,
    PortalLinks,
    PortalMail,
    PortalMessages,
    PortalMoney,
    PortalSignatures,
    PackageWishes,
    PortalNotices,
    PortalPackages,
    PortalPeople,
    PortalProfile,
    PortalPulse,
    PortalReadings,
    PortalReportLetters,
    PortalReports,
    PortalSessions,
    PortalSignInService,
    PortalTickets,
    PortalVisits,
    TicketSubjects,
  ],
  exports: [PortalAccounts],
})
export class PortalModule {}
