import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { visibleTo } from '../tickets/ticket.access.js';
import { AttainmentQuery, AttainmentRowPage, AttainmentRowsQuery, AttainmentView } from './attainment.dto.js';
import { AttainmentService } from './attainment.service.js';

@ApiTags('sla')
@Controller('sla/attainment')
export class AttainmentController {
  constructor(private readonly attainment: AttainmentService) {}

  @Get()
  @Can('sla:read')
  @ApiOperation({ summary: 'How well promises were kept, over the tickets that you see' })
  @ApiOkResponse({ type: AttainmentView })
  figures(@Me() me: Actor, @Query() query: AttainmentQuery): Promise<AttainmentView> {
    return this.attainment.figures((parameters) => visibleTo(me, parameters), query);
  }

  @Get('rows')
  @Can('sla:read')
  @ApiOperation({ summary: 'The promises behind a figure, the last one first' })
  @ApiOkResponse({ type: AttainmentRowPage })
  rows(@Me() me: Actor, @Query() query: AttainmentRowsQuery): Promise<AttainmentRowPage> {
    return this.attainment.rows((parameters) => visibleTo(me, parameters), query);
  }
}
