import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, SignedIn, type Actor } from '../../platform/http/access.decorators.js';
import { TicketView } from '../../tickets/ticket.dto.js';
import { TicketsService } from '../../tickets/tickets.service.js';
import {
  AvailabilityChange,
  AvailabilityView,
  LineList,
  LineQuery,
  NextBody,
  NextView,
  OfferList,
  WeightList,
  WeightsBody,
  WorkerList,
} from './assignment.dto.js';
import { AvailabilityService } from './availability.service.js';
import { Claims } from './claims.service.js';
import { Offers } from './offers.service.js';
import { QueueService } from './queue.service.js';
import { TeamAssignmentService } from './team-assignment.service.js';
import { WorkersService } from './workers.service.js';

@ApiTags('assignment')
@Controller('me')
export class MyWorkController {
  constructor(
    private readonly availability: AvailabilityService,
    private readonly offers: Offers,
  ) {}

  @Get('availability')
  @SignedIn()
  @ApiOperation({ summary: 'Whether work is given to me, and how much I have' })
  @ApiOkResponse({ type: AvailabilityView })
  read(@Me() me: Actor): Promise<AvailabilityView> {
    return this.availability.read(me.id!);
  }

  @Put('availability')
  @SignedIn()
  @ApiOperation({ summary: 'Take work, or not; with `giveBack`, what I have not begun goes to others' })
  @ApiOkResponse({ type: AvailabilityView })
  change(@Me() me: Actor, @Body() body: AvailabilityChange): Promise<AvailabilityView> {
    return this.availability.change(me.id!, body);
  }

  @Get('offers')
  @SignedIn()
  @ApiOperation({ summary: 'What is offered to me now' })
  @ApiOkResponse({ type: OfferList })
  async offered(@Me() me: Actor): Promise<OfferList> {
    return { items: await this.offers.of(me.id!), nextCursor: null };
  }
}

@ApiTags('assignment')
@Controller('offers')
export class OffersController {
  constructor(
    private readonly offers: Offers,
    private readonly tickets: TicketsService,
  ) {}

  @Post(':id/accept')
  @Can('tickets:read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take what was offered to me; 409 where it is over' })
  @ApiOkResponse({ type: TicketView })
  async accept(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<TicketView> {
    return this.tickets.read(await this.offers.accept(me, id));
  }

  @Post(':id/decline')
  @Can('tickets:read')
  @HttpCode(204)
  @ApiOperation({ summary: 'Let somebody else have it' })
  @ApiNoContentResponse()
  decline(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.offers.decline(me, id);
  }
}

@ApiTags('assignment')
@Controller('tickets/:id/claim')
export class ClaimController {
  constructor(
    private readonly claims: Claims,
    private readonly tickets: TicketsService,
  ) {}

  @Post()
  @Can('tickets:assign')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a ticket that is nobody’s; 409 where somebody was quicker' })
  @ApiOkResponse({ type: TicketView })
  async claim(@Me() me: Actor, @Param('id') id: string): Promise<TicketView> {
    return this.tickets.read(await this.claims.claim(me, id));
  }
}

@ApiTags('assignment')
@Controller('assignment')
export class AssignmentController {
  constructor(
    private readonly queue: QueueService,
    private readonly claims: Claims,
    private readonly workers: WorkersService,
    private readonly teams: TeamAssignmentService,
  ) {}

  @Get('queue')
  @Can('tickets:read')
  @ApiOperation({ summary: 'Who waits for somebody, in which place, and why' })
  @ApiOkResponse({ type: LineList })
  async line(@Me() me: Actor, @Query() query: LineQuery): Promise<LineList> {
    return { items: await this.queue.list(me, query), nextCursor: null };
  }

  @Post('next')
  @Can('tickets:assign')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the first ticket of my teams that is nobody’s' })
  @ApiOkResponse({ type: NextView })
  async next(@Me() me: Actor, @Body() body: NextBody): Promise<NextView> {
    return { ticket: await this.claims.next(me, body.teamId) };
  }

  @Get('people')
  @Can('users:read')
  @ApiOperation({ summary: 'Everybody in a team: whether they take work, what they know, how much they have' })
  @ApiOkResponse({ type: WorkerList })
  async people(): Promise<WorkerList> {
    return { items: await this.workers.list(), nextCursor: null };
  }

  @Get('weights')
  @Can('users:read')
  @ApiOperation({ summary: 'How much of a person one ticket of each channel takes' })
  @ApiOkResponse({ type: WeightList })
  async weights(): Promise<WeightList> {
    return { items: await this.teams.weights() };
  }

  @Put('weights')
  @Can('teams:manage')
  @ApiOperation({ summary: 'Change what channels weigh; those left out stay' })
  @ApiOkResponse({ type: WeightList })
  async setWeights(@Me() me: Actor, @Body() body: WeightsBody): Promise<WeightList> {
    return { items: await this.teams.setWeights(me, body.items) };
  }
}
