import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { VisitKindChange, VisitKindList } from './visit-kind.dto.js';
import { VisitKindsService } from './visit-kinds.service.js';

@ApiTags('dispatch')
@Controller('visit-kinds')
export class VisitKindsController {
  constructor(private readonly kinds: VisitKindsService) {}

  @Get()
  @Can('visits:read')
  @ApiOperation({ summary: 'What visits of each kind begin with' })
  @ApiOkResponse({ type: VisitKindList })
  async list(): Promise<VisitKindList> {
    return { items: await this.kinds.list(), nextCursor: null };
  }

  @Patch(':kind')
  @Can('technicians:manage')
  @ApiOperation({
    summary: 'Change the defaults of a kind; visits that were made stay as they are, but for the tools on board',
  })
  @ApiOkResponse({ type: VisitKindList })
  async change(@Me() me: Actor, @Param('kind') kind: string, @Body() body: VisitKindChange): Promise<VisitKindList> {
    await this.kinds.change(me, kind, body);
    return { items: await this.kinds.list(), nextCursor: null };
  }
}
