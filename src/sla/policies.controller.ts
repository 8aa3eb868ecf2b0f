import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { NewPolicy, PolicyChange, PolicyList, PolicyOrder, PolicyView } from './policy.dto.js';
import { PoliciesService } from './policies.service.js';
import { PolicyPreview, PreviewPolicy } from './policy-preview.dto.js';
import { PolicyPreviews } from './policy-preview.service.js';
import { NewRota, OnCallQuery, OnCallView, RotaChange, RotaList, RotaView } from './rota.dto.js';
import { RotasService } from './rotas.service.js';

@ApiTags('sla')
@Controller('sla/policies')
export class PoliciesController {
  constructor(
    private readonly policies: PoliciesService,
    private readonly previews: PolicyPreviews,
  ) {}

  @Get()
  @Can('sla:read')
  @ApiOperation({ summary: 'Promises, in the order in which they are asked' })
  @ApiOkResponse({ type: PolicyList })
  list(): Promise<PolicyList> {
    return this.policies.list();
  }

  @Put('order')
  @Can('sla:manage')
  @ApiOperation({ summary: 'Put all policies in an order: the first that matches a ticket holds' })
  @ApiOkResponse({ type: PolicyList })
  order(@Me() me: Actor, @Body() { ids }: PolicyOrder): Promise<PolicyList> {
    return this.policies.order(me, ids);
  }

  @Post('preview')
  @Can('sla:manage')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Which of the newest tickets a policy would hold for, and what it would have promised them',
    description:
      'A policy that exists (`policyId`), one that is still being written (`policy`), or both: an edited one, asked at ' +
      'the place of the one that exists. Each ticket is told as if the policy had held from its beginning. Changes nothing.',
  })
  @ApiOkResponse({ type: PolicyPreview })
  preview(@Me() me: Actor, @Body() body: PreviewPolicy): Promise<PolicyPreview> {
    return this.previews.run(me, body);
  }

  @Get(':id')
  @Can('sla:read')
  @ApiOperation({ summary: 'A policy' })
  @ApiOkResponse({ type: PolicyView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<PolicyView> {
    return this.policies.one(id);
  }

  @Post()
  @Can('sla:manage')
  @ApiOperation({ summary: 'Add a policy behind the others. It holds for tickets that come or change from now on' })
  @ApiCreatedResponse({ type: PolicyView })
  create(@Me() me: Actor, @Body() body: NewPolicy): Promise<PolicyView> {
    return this.policies.create(me, body);
  }

  @Patch(':id')
  @Can('sla:manage')
  @ApiOperation({ summary: 'Change a policy. What was promised keeps its version, unless `applyToOpen` is true' })
  @ApiOkResponse({ type: PolicyView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: PolicyChange): Promise<PolicyView> {
    return this.policies.change(me, id, body);
  }

  @Delete(':id')
  @Can('sla:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a policy. What it promised until now stays promised' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.policies.remove(me, id);
  }
}

@ApiTags('sla')
@Controller('sla/rotas')
export class RotasController {
  constructor(
    private readonly rotas: RotasService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Can('sla:read')
  @ApiOperation({ summary: 'On-call rotas, with who is on call now' })
  @ApiOkResponse({ type: RotaList })
  list(): Promise<RotaList> {
    return this.rotas.list();
  }

  @Get(':id')
  @Can('sla:read')
  @ApiOperation({ summary: 'A rota' })
  @ApiOkResponse({ type: RotaView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<RotaView> {
    return this.rotas.one(id);
  }

  @Get(':id/on-call')
  @Can('sla:read')
  @ApiOperation({ summary: 'Who is on call, now or at another time' })
  @ApiOkResponse({ type: OnCallView })
  onCall(@Param('id', ParseUUIDPipe) id: string, @Query() { at }: OnCallQuery): Promise<OnCallView> {
    return this.rotas.onCall(id, at ?? this.clock.now());
  }

  @Post()
  @Can('sla:manage')
  @ApiOperation({ summary: 'Add a rota' })
  @ApiCreatedResponse({ type: RotaView })
  create(@Me() me: Actor, @Body() body: NewRota): Promise<RotaView> {
    return this.rotas.create(me, body);
  }

  @Patch(':id')
  @Can('sla:manage')
  @ApiOperation({ summary: 'Change a rota, or who stands in' })
  @ApiOkResponse({ type: RotaView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: RotaChange): Promise<RotaView> {
    return this.rotas.change(me, id, body);
  }

  @Delete(':id')
  @Can('sla:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a rota that no policy calls' })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.rotas.remove(me, id);
  }
}
