import { Body, Controller, Get, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { CallFlowTemplateView, CallFlowView, ChangeCallFlow } from './call-flow.dto.js';
import { CallFlows } from './call-flows.service.js';
import { template, TEMPLATE_NAMES } from './flow/flow.templates.js';

@ApiTags('phone')
@Controller()
export class CallFlowsController {
  constructor(private readonly flows: CallFlows) {}

  @Get('call-flow-templates')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'Call flows to begin with' })
  @ApiOkResponse({ type: [CallFlowTemplateView] })
  templates(): CallFlowTemplateView[] {
    return TEMPLATE_NAMES.map((name) => ({ name, flow: template(name) }));
  }

  @Get('inboxes/:id/call-flow')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'What callers of a line hear, as a tree of steps' })
  @ApiOkResponse({ type: CallFlowView })
  read(@Param('id', ParseUUIDPipe) id: string) {
    return this.flows.read(id);
  }

  @Put('inboxes/:id/call-flow')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'Change it; calls that are going on keep the flow with which they came' })
  @ApiOkResponse({ type: CallFlowView })
  change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { flow, version }: ChangeCallFlow) {
    return this.flows.change(me, id, flow, version);
  }
}
