import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { RulesBrokenProblem } from '../checks/broken-rule.dto.js';
import { VisitView } from '../visits/visit.view.dto.js';
import { VisitsService } from '../visits/visits.service.js';
import {
  AcceptBody,
  AcceptedView,
  InsertBody,
  OfferBody,
  OptimizeBody,
  PlanView,
  SlotList,
  SuggestBody,
} from './plans.dto.js';
import { EmergenciesService } from './emergencies.service.js';
import { ProposalsService } from './proposals.service.js';
import { SuggestionsService } from './suggestions.service.js';

@ApiTags('visits')
@Controller('visits/:id')
export class SuggestionsController {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly emergencies: EmergenciesService,
    private readonly visits: VisitsService,
  ) {}

  @Post('suggest')
  @Can('visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Where it could go while all others stay, best first, each with its reasons' })
  @ApiOkResponse({ type: SlotList })
  async suggest(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: SuggestBody): Promise<SlotList> {
    return { items: await this.suggestions.suggest(me, id, body) };
  }

  @Post('emergency')
  @Can('visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Where it could go if it must, and whom it would push aside; changes nothing' })
  @ApiOkResponse({ type: SlotList })
  async emergency(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SuggestBody,
  ): Promise<SlotList> {
    return { items: await this.suggestions.emergency(me, id, body) };
  }

  @Post('emergency/insert')
  @Can('visits:plan')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Put it where it must go, and those whom it pushes aside where they then go; all of it or nothing',
    description:
      'Takes a place as `emergency` gives it. 409 `plan_changed` where a visit was changed since or somebody was planned there (`visits` names them), `rules_broken` where a rule would be broken: then nothing has changed. Confirmed visits never move.',
  })
  @ApiOkResponse({ type: VisitView })
  @ApiConflictResponse({ type: RulesBrokenProblem })
  async insert(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: InsertBody): Promise<VisitView> {
    await this.emergencies.insert(me, id, body);
    return this.visits.read(id);
  }

  @Post('offer')
  @Can('visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Offer the customer times to choose from, by a link in a message' })
  @ApiOkResponse({ type: VisitView })
  async offer(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: OfferBody): Promise<VisitView> {
    await this.suggestions.offer(me, id, body);
    return this.visits.read(id);
  }
}

@ApiTags('dispatch')
@Controller('dispatch')
export class ProposalsController {
  constructor(private readonly proposals: ProposalsService) {}

  @Post('optimize')
  @Can('visits:plan')
  @ApiOperation({ summary: 'A better plan for a day; changes nothing until it is accepted' })
  @ApiCreatedResponse({ type: PlanView })
  async optimize(@Me() me: Actor, @Body() body: OptimizeBody): Promise<PlanView> {
    return this.proposals.one(await this.proposals.make(me, body));
  }

  @Get('proposals/:id')
  @Can('visits:plan')
  @ApiOperation({ summary: 'A proposed plan, before and after' })
  @ApiOkResponse({ type: PlanView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<PlanView> {
    return this.proposals.one(id);
  }

  @Post('proposals/:id/accept')
  @Can('visits:plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Apply those parts that still hold' })
  @ApiOkResponse({ type: AcceptedView })
  accept(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: AcceptBody): Promise<AcceptedView> {
    return this.proposals.accept(me, id, body.visitIds);
  }

  @Delete('proposals/:id')
  @Can('visits:plan')
  @HttpCode(204)
  @ApiOperation({ summary: 'Discard a proposal' })
  @ApiNoContentResponse()
  async discard(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.proposals.discard(me, id);
  }
}
