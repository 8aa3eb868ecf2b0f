import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContractsModule } from '../contracts/contracts.module.js';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { EquipmentModule } from '../equipment/equipment.module.js';
import { HoursModule } from '../hours/hours.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PastTickets } from './past/past-tickets.service.js';
import { CustomerMerges } from './customer-merges.js';
import { Draft } from './around/draft.entity.js';
import { DraftsService } from './around/drafts.service.js';
import { SurroundingsController } from './around/surroundings.controller.js';
import { SurroundingsService } from './around/surroundings.service.js';
import { BulkChangeRow } from './bulk/bulk-change.entity.js';
import { BulkController } from './bulk/bulk.controller.js';
import { BulkMacros } from './bulk/bulk-macros.js';
import { BulkService } from './bulk/bulk.service.js';
import { TicketFactsService } from './conditions/ticket-facts.service.js';
import { TicketHours } from './conditions/ticket-hours.service.js';
import { TicketPlace } from './ticket-place.service.js';
import { TicketEquipmentController } from './equipment/ticket-equipment.controller.js';
import { TicketEquipmentService } from './equipment/ticket-equipment.service.js';
import { CustomerFeedback } from './feedback/customer-feedback.js';
import { CustomerFeedbackController } from './feedback/customer-feedback.controller.js';
import { CustomerTimelineController } from './history/customer-timeline.controller.js';
import { CustomerTimeline } from './history/customer-timeline.js';
import { ExplainService } from './history/explain.service.js';
import { HistoryController } from './history/history.controller.js';
import { TimelineContributions } from './history/timeline-contributions.service.js';
import { TicketHistory } from './history/ticket-history.js';
import { WrittenEvents } from './history/written-events.js';
import { QueueService } from './queue/queue.service.js';
import { MergesService } from './merging/merges.service.js';
import { MergingController } from './merging/merging.controller.js';
import { MessageMoves } from './merging/message-moves.js';
import { SplitsService } from './merging/splits.service.js';
import { TicketMerge } from './merging/ticket-merge.entity.js';
import { TicketUnion } from './merging/ticket-union.js';
import { SavedView } from './queue/ticket-view.entity.js';
import { ViewCountsReader } from './queue/view-counts.js';
import { ViewsController } from './queue/views.controller.js';
import { ViewsService } from './queue/views.service.js';
import { AttachmentsController } from './replies/attachments.controller.js';
import { MessageDisplayController } from './replies/message-display.controller.js';
import { CustomerNotices } from './replies/customer-notices.service.js';
import { MessageRescue } from './replies/message-rescue.js';
import { MessagesController } from './replies/messages.controller.js';
import { RepliesService } from './replies/replies.service.js';
import { Outreach } from './replies/outreach.service.js';
import { ReplyThreads } from './replies/reply-threads.js';
import { WaysOut } from './replies/ways-out.service.js';
import { PeopleSearch } from './search/people-search.js';
import { SearchController } from './search/search.controller.js';
import { TicketSearch } from './search/ticket-search.js';
import { WordLearning } from './search/word-learning.js';
import { SearchService } from './search/search.service.js';
import { ForwardingController } from './forwarding/forwarding.controller.js';
import { ForwardingService } from './forwarding/forwarding.service.js';
import { TasksService } from './forwarding/tasks.service.js';
import { ShippedStatuses } from './statuses/shipped-statuses.js';
import { StatusesController, TagsController } from './statuses/statuses.controller.js';
import { StatusesService } from './statuses/statuses.service.js';
import { TagsService } from './statuses/tags.service.js';
import { Status } from './status.entity.js';
import { CannedRepliesService } from './templates/canned-replies.service.js';
import { CannedReply } from './templates/canned-reply.entity.js';
import { Macro } from './templates/macro.entity.js';
import { MacroRunner } from './templates/macro-runner.js';
import { MacrosService } from './templates/macros.service.js';
import { CannedRepliesController, MacrosController } from './templates/templates.controller.js';
import { TicketChanges } from './ticket-changes.js';
import { TicketContributions } from './ticket-contributions.service.js';
import { TicketEvent } from './ticket-event.entity.js';
import { TicketOpening } from './ticket-opening.js';
import { TicketParticipants } from './ticket-participants.js';
import { TicketRows } from './ticket-rows.js';
import { TicketWriter } from './ticket-writer.service.js';
import { Ticket } from './ticket.entity.js';
import './ticket.events.js';
import './ticket.permissions.js';
import './visit.events.js';
import { TicketsController } from './tickets.controller.js';
import { TicketsService } from './tickets.service.js';
import { TicketUpkeep } from './upkeep/upkeep.js';
import { VisibleTickets } from './visible-tickets.js';
import { WholeTicket } from './whole-ticket.js';
import './tickets.personal.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      Ticket,
      TicketEvent,
      Status,
      SavedView,
      Draft,
      BulkChangeRow,
      CannedReply,
      Macro,
      TicketMerge,
    ]),
    IdentityModule,
    CustomersModule,
    ConversationsModule,
    ContractsModule,
    EquipmentModule,
    HoursModule,
  ],
  controllers: [
    CustomerTimelineController,
    CustomerFeedbackController,
    BulkController,
    TicketsController,
    HistoryController,
    MergingController,
    SurroundingsController,
    TicketEquipmentController,
    ForwardingController,
    MessagesController,
    MessageDisplayController,
    AttachmentsController,
    SearchController,
    ViewsController,
    StatusesController,
    TagsController,
    CannedRepliesController,
    MacrosController,
  ],
  providers: [
    PastTickets,
    CustomerTimeline,
    TimelineContributions,
    CustomerFeedback,
    BulkMacros,
    BulkService,
    CannedRepliesService,
    DraftsService,
    MacroRunner,
    MacrosService,
    MergesService,
    MessageMoves,
    SplitsService,
    TicketUnion,
    ForwardingService,
    TasksService,
    ShippedStatuses,
    StatusesService,
    SurroundingsService,
    TagsService,
    CustomerMerges,
    CustomerNotices,
    MessageRescue,
    ExplainService,
    PeopleSearch,
    QueueService,
    TicketSearch,
    WordLearning,
    Outreach,
    RepliesService,
    ReplyThreads,
    WaysOut,
    SearchService,
    TicketChanges,
    TicketContributions,
    TicketEquipmentService,
    TicketFactsService,
    TicketHours,
    TicketPlace,
    TicketHistory,
    TicketOpening,
    TicketParticipants,
    TicketRows,
    TicketWriter,
    WrittenEvents,
    TicketUpkeep,
    TicketsService,
    ViewCountsReader,
    ViewsService,
    VisibleTickets,
    WholeTicket,
  ],
  exports: [
    CustomerNotices,
    TicketWriter,
    TicketsService,
    TicketContributions,
    TimelineContributions,
    TicketFactsService,
    TicketHours,
    TicketPlace,
    RepliesService,
    Outreach,
    TicketEquipmentService,
    PastTickets,
  ],
})
export class TicketsModule {}
