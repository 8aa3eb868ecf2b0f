import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChannelsModule } from '../channels/channels.module.js';
import { ContractsModule } from '../contracts/contracts.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { ActivitiesController } from './activities/activities.controller.js';
import { ActivitiesService } from './activities/activities.service.js';
import { Activity } from './activities/activity.entity.js';
import { ActivityReminders } from './activities/activity-reminders.js';
import { ActivityRows } from './activities/activity-rows.js';
import { ActivityTimeline } from './activities/activity-timeline.js';
import { CalendarFeeds } from './activities/calendar-feeds.service.js';
import { CalendarsFeedController } from './activities/calendars.controller.js';
import { InvitationReplies } from './activities/invitation-replies.js';
import { Invitations } from './activities/invitations.service.js';
import { MeetingNotes } from './activities/meeting-notes.service.js';
import { DayEnds } from './deals/day-ends.js';
import { DealBoard } from './deals/deal-board.service.js';
import { DealChecks } from './deals/deal-checks.service.js';
import { DealConclusion } from './deals/deal-conclusion.service.js';
import { DealCourse } from './deals/deal-course.service.js';
import { DealCustomers } from './deals/deal-customers.js';
import { Deal, DealEvent } from './deals/deal.entity.js';
import { DealForecast } from './deals/deal-forecast.service.js';
import { DealResults } from './deals/deal-results.service.js';
import { DealRows } from './deals/deal-rows.js';
import { DealTimeline } from './deals/deal-timeline.service.js';
import { DealVisits } from './deals/deal-visits.service.js';
import { VisitRatesController } from './deals/visit-rates.controller.js';
import { VisitRatesService } from './deals/visit-rates.service.js';
import { DealWins } from './deals/deal-wins.service.js';
import { DealWriter } from './deals/deal-writer.service.js';
import { DealsController } from './deals/deals.controller.js';
import { DealsService } from './deals/deals.service.js';
import { ChoicesService } from './pipelines/choices.service.js';
import { DealChoice, Pipeline, Stage } from './pipelines/pipeline.entity.js';
import { ChoicesController, PipelinesController } from './pipelines/pipelines.controller.js';
import { PipelinesService } from './pipelines/pipelines.service.js';
import { ProposalAnswers } from './proposals/proposal-answers.service.js';
import { Proposal } from './proposals/proposal.entity.js';
import { ProposalLetters } from './proposals/proposal-letters.service.js';
import { ProposalLinks } from './proposals/proposal-links.js';
import { ProposalPageController } from './proposals/proposal-page.controller.js';
import { ProposalPapers } from './proposals/proposal-papers.service.js';
import { DealProposalsController } from './proposals/proposals.controller.js';
import { ProposalsService } from './proposals/proposals.service.js';
import { SignedProposalsController } from './proposals/signed-proposals.controller.js';
import { SignedProposals } from './proposals/signed-proposals.service.js';
import { ContactForms } from './public/contact-form.service.js';
import { PackagesPageController } from './public/packages-page.controller.js';
import { ShowcaseController } from './public/showcase.controller.js';
import { Showcase } from './public/showcase.service.js';
import { ContractRenewals } from './renewals/contract-renewals.js';
import './sales.events.js';
import './sales.permissions.js';
import './sales.personal.js';

/** From the first word to the contract. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Activity, Deal, DealChoice, DealEvent, Pipeline, Proposal, Stage]),
    IdentityModule,
    CustomersModule,
    ConversationsModule,
    ChannelsModule,
    ContractsModule,
    TicketsModule,
  ],
  controllers: [
    ActivitiesController,
    CalendarsFeedController,
    ChoicesController,
    DealsController,
    PackagesPageController,
    PipelinesController,
    ProposalPageController,
    DealProposalsController,
    SignedProposalsController,
    ShowcaseController,
    VisitRatesController,
  ],
  providers: [
    ActivitiesService,
    ActivityReminders,
    ActivityRows,
    ActivityTimeline,
    CalendarFeeds,
    ChoicesService,
    ContactForms,
    ContractRenewals,
    DayEnds,
    DealBoard,
    DealChecks,
    DealConclusion,
    DealCourse,
    DealCustomers,
    DealForecast,
    DealResults,
    DealRows,
    DealTimeline,
    DealVisits,
    DealWins,
    DealWriter,
    DealsService,
    InvitationReplies,
    Invitations,
    MeetingNotes,
    PipelinesService,
    ProposalAnswers,
    ProposalLetters,
    ProposalLinks,
    ProposalPapers,
    SignedProposals,
    ProposalsService,
    Showcase,
    VisitRatesService,
  ],
  exports: [ActivitiesService, DealsService, DealVisits, PipelinesService, Showcase, SignedProposals],
})
export class SalesModule {}
