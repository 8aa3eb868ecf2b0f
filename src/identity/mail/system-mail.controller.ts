import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource, LessThan } from 'typeorm';
import { Can } from '../../platform/http/access.decorators.js';
import { decodeCursor, PageQuery, pageOf } from '../../platform/http/paging.js';
import { SystemMailPage } from './system-mail.dto.js';
import { SystemMailRow } from './system-mail.entity.js';
import { SystemMailService } from './system-mail.service.js';

@ApiTags('people')
@Controller('mail/system')
export class SystemMailController {
  constructor(
    private readonly db: DataSource,
    private readonly mail: SystemMailService,
  ) {}

  @Get()
  @Can('system-mail:read')
  @ApiOperation({ summary: 'Invitations and password mails; those that nothing could send show their text' })
  @ApiOkResponse({ type: SystemMailPage })
  async list(@Query() query: PageQuery): Promise<SystemMailPage> {
    const after = decodeCursor(query.cursor, 1);
    const rows = await this.db.getRepository(SystemMailRow).find({
      where: after ? { id: LessThan(String(after[0])) } : {},
      order: { id: 'DESC' },
      take: query.limit + 1,
    });
    return pageOf(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => ({
        id: row.id,
        purpose: row.purpose,
        to: row.recipient,
        subject: row.subject,
        text: this.mail.bodyOf(row),
        state: row.state,
        at: row.at,
      }),
    );
  }
}
