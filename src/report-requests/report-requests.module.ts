import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { SalesModule } from '../sales/sales.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { ReportDashboards } from './dashboards/dashboards.service.js';
import { Presentations } from './presenting/presentations.service.js';
import { ReportQuotas } from './quota.service.js';
import './report.events.js';
import './report.permissions.js';
import './report.personal.js';
import { ReportRequestsController } from './report-requests.controller.js';
import { RequestCourse } from './requests/request-course.service.js';
import { ReportRequest } from './requests/request.entity.js';
import { RequestRows } from './requests/request-rows.service.js';
import { RequestWriter } from './requests/request-writer.service.js';
import { ReportRequestsService } from './requests/requests.service.js';
import { ReportVersion } from './versions/version.entity.js';
import { ReportVersions } from './versions/versions.service.js';

/** Reports that customers ask for, as deliverables: asked, promised, written, looked at, presented, published. */
@Module({
  imports: [
    TypeOrmModule.forFeature([ReportRequest, ReportVersion]),
    ContractsModule,
    ConversationsModule,
    CustomersModule,
    IdentityModule,
    SalesModule,
    TicketsModule,
  ],
  controllers: [ReportRequestsController],
  providers: [
    Presentations,
    ReportDashboards,
    ReportQuotas,
    ReportRequestsService,
    ReportVersions,
    RequestCourse,
    RequestRows,
    RequestWriter,
  ],
  exports: [
    Presentations,
    ReportDashboards,
    ReportQuotas,
    ReportRequestsService,
    ReportVersions,
    RequestCourse,
    RequestRows,
  ],
})
export class ReportRequestsModule {}
