import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { EquipmentModule } from '../equipment/equipment.module.js';
import { HoursModule } from '../hours/hours.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import './dispatch.events.js';
import './dispatch.permissions.js';
import { BoardController } from './board/board.controller.js';
import { BoardService } from './board/board.service.js';
import { LiveDays } from './board/live-days.service.js';
import { PlanChecks } from './checks/plan-checks.service.js';
import { CalendarReplies } from './customer/calendar-replies.js';
import { CustomerAnswers } from './customer/customer-answers.service.js';
import { LinkLimits } from './customer/link-limits.js';
import { VisitAnnouncements } from './customer/visit-announcements.js';
import { VisitLinksController } from './customer/visit-links.controller.js';
import { VisitLinks } from './customer/visit-links.service.js';
import { VisitNotices } from './customer/visit-notices.service.js';
import { VisitPageController } from './customer/visit-page.controller.js';
import { VisitReminders } from './customer/visit-reminders.js';
import { FieldChangesService } from './field/field-changes.service.js';
import { FieldDayService } from './field/field-day.service.js';
import { FieldFiles } from './field/field-files.service.js';
import { FieldPeople } from './field/field-people.service.js';
import { FieldEquipment } from './field/field-equipment.service.js';
import { FieldWork } from './field/field-work.service.js';
import { FieldController } from './field/field.controller.js';
import { PositionsService } from './field/positions.service.js';
import { VisitKindRow } from './kinds/visit-kind.entity.js';
import { VisitKindsController } from './kinds/visit-kinds.controller.js';
import { VisitKindsService } from './kinds/visit-kinds.service.js';
import { Planners } from './plans/planners.js';
import { PlanningProblem } from './plans/planning-problem.service.js';
import { ProposalsController, SuggestionsController } from './plans/plans.controller.js';
import { EmergenciesService } from './plans/emergencies.service.js';
import { PlanChanges } from './plans/plan-changes.service.js';
import { ProposalsService } from './plans/proposals.service.js';
import { SuggestionsService } from './plans/suggestions.service.js';
import { WorkedMinutes } from './plans/worked.service.js';
import { VisitReport } from './report/visit-report.js';
import { RoadsService } from './roads/roads.service.js';
import { SeriesController } from './series/series.controller.js';
import { SeriesService } from './series/series.service.js';
import { SiteHoursController } from './sites/site-hours.controller.js';
import { SiteHoursService } from './sites/site-hours.service.js';
import { Skill } from './skills/skill.entity.js';
import { SkillsController } from './skills/skills.controller.js';
import { SkillsService } from './skills/skills.service.js';
import { AbsencesService } from './technicians/absences.service.js';
import { TechnicianHours } from './technicians/technician-hours.service.js';
import { Technician } from './technicians/technician.entity.js';
import { TechniciansController } from './technicians/technicians.controller.js';
import { TechniciansService } from './technicians/technicians.service.js';
import { TerritoriesController } from './territories/territories.controller.js';
import { TerritoriesService } from './territories/territories.service.js';
import { Territory } from './territories/territory.entity.js';
import { VisibleVisits } from './visits/visible-visits.js';
import { VisitActions } from './visits/visit-actions.service.js';
import { Visit } from './visits/visit.entity.js';
import { VisitCrews } from './visits/visit-crews.service.js';
import { VisitFilesController } from './visits/visit-files.controller.js';
import { VisitPlanning } from './visits/visit-planning.service.js';
import { VisitRows } from './visits/visit-rows.js';
import { VisitTickets } from './visits/visit-tickets.js';
import { VisitWriter } from './visits/visit-writer.service.js';
import { VisitsController } from './visits/visits.controller.js';
import { VisitsService } from './visits/visits.service.js';
import { WholeVisit } from './visits/whole-visit.js';
import './dispatch.personal.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Skill, Technician, Territory, Visit, VisitKindRow]),
    IdentityModule,
    HoursModule,
    CustomersModule,
    ConversationsModule,
    EquipmentModule,
    TicketsModule,
  ],
  controllers: [
    BoardController,
    FieldController,
    ProposalsController,
    SeriesController,
    SiteHoursController,
    SuggestionsController,
    VisitLinksController,
    VisitPageController,
    SkillsController,
    TechniciansController,
    TerritoriesController,
    VisitFilesController,
    VisitKindsController,
    VisitsController,
  ],
  providers: [
    AbsencesService,
    BoardService,
    LiveDays,
    CalendarReplies,
    CustomerAnswers,
    LinkLimits,
    PlanChecks,
    Planners,
    PlanningProblem,
    EmergenciesService,
    PlanChanges,
    ProposalsService,
    SeriesService,
    SiteHoursService,
    SuggestionsService,
    VisitAnnouncements,
    VisitLinks,
    VisitNotices,
    VisitReminders,
    VisitReport,
    FieldChangesService,
    FieldDayService,
    FieldFiles,
    FieldPeople,
    FieldEquipment,
    FieldWork,
    PositionsService,
    RoadsService,
    SkillsService,
    TechnicianHours,
    TechniciansService,
    TerritoriesService,
    VisibleVisits,
    VisitActions,
    VisitCrews,
    VisitKindsService,
    VisitPlanning,
    VisitRows,
    VisitTickets,
    VisitWriter,
    VisitsService,
    WholeVisit,
    WorkedMinutes,
  ],
  exports: [CustomerAnswers, VisitCrews],
})
export class DispatchModule {}
