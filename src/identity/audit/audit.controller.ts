import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can } from '../../platform/http/access.decorators.js';
import { AuditReader } from './audit-reader.js';
import { AuditPage, AuditQuery, AuditVerdictView } from './audit.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(
    private readonly reader: AuditReader,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @Can('audit:read')
  @ApiOperation({ summary: 'Who did what to access and settings, newest first' })
  @ApiOkResponse({ type: AuditPage })
  list(@Query() query: AuditQuery): Promise<AuditPage> {
    return this.reader.list(query);
  }

  @Get('verify')
  @Can('audit:read')
  @ApiOperation({ summary: 'Recompute the chain: has anybody changed the log?' })
  @ApiOkResponse({ type: AuditVerdictView })
  async verify(): Promise<AuditVerdictView> {
    const { ok, entries, head, brokenAt } = await this.audit.verify();
    return { ok, checked: entries, head, brokenAt: brokenAt === undefined ? null : String(brokenAt) };
  }
}
