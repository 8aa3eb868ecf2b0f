import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/channels.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import {
  InboxSkillsController,
  TeamAssignmentController,
  WorkerController,
} from './assignment/assignment-settings.controller.js';
import { AssignmentTerms } from './assignment/assignment-terms.service.js';
import {
  AssignmentController,
  ClaimController,
  MyWorkController,
  OffersController,
} from './assignment/assignment.controller.js';
import './assignment/assignment.events.js';
import { AssignmentPolicy } from './assignment/assignment.policy.js';
import { AssignmentUpkeep } from './assignment/assignment.upkeep.js';
import { AvailabilityService } from './assignment/availability.service.js';
import { Candidates } from './assignment/candidates.js';
import { Claims } from './assignment/claims.service.js';
import { Demands } from './assignment/demands.js';
import { Giving } from './assignment/giving.js';
import { TeamLine } from './assignment/line.js';
import { Offers } from './assignment/offers.service.js';
import { QueueService } from './assignment/queue.service.js';
import { TeamAssignmentService } from './assignment/team-assignment.service.js';
import { WorkersService } from './assignment/workers.service.js';
import './routing.personal.js';

/** Who gets which ticket. */
@Module({
  imports: [IdentityModule, ChannelsModule, TicketsModule],
  controllers: [
    AssignmentController,
    ClaimController,
    InboxSkillsController,
    MyWorkController,
    OffersController,
    TeamAssignmentController,
    WorkerController,
  ],
  providers: [
    AssignmentPolicy,
    AssignmentTerms,
    AssignmentUpkeep,
    AvailabilityService,
    Candidates,
    Claims,
    Demands,
    Giving,
    Offers,
    QueueService,
    TeamAssignmentService,
    TeamLine,
    WorkersService,
  ],
  exports: [AssignmentTerms, Offers],
})
export class RoutingModule {}
