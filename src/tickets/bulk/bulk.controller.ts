import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { BulkChange, BulkDone, BulkMacro, BulkUndone } from './bulk.dto.js';
import { BulkMacros } from './bulk-macros.js';
import { BulkService } from './bulk.service.js';

@ApiTags('tickets')
@Controller('tickets/bulk')
export class BulkController {
  constructor(
    private readonly bulk: BulkService,
    private readonly macros: BulkMacros,
  ) {}

  @Post()
  @Can('tickets:write', 'tickets:assign')
  @HttpCode(200)
  @ApiOperation({ summary: 'One change to many tickets; the answer names how to take it back' })
  @ApiOkResponse({ type: BulkDone })
  change(@Me() me: Actor, @Body() body: BulkChange): Promise<BulkDone> {
    return this.bulk.change(me, body);
  }

  @Post('macros/:macroId')
  @Can('tickets:write')
  @HttpCode(200)
  @ApiOperation({ summary: 'A macro on many tickets: all of its steps on each, or none of them' })
  @ApiOkResponse({ type: BulkDone })
  runMacro(
    @Me() me: Actor,
    @Param('macroId', ParseUUIDPipe) macroId: string,
    @Body() body: BulkMacro,
  ): Promise<BulkDone> {
    return this.macros.run(me, macroId, body);
  }

  @Post(':undoId/undo')
  @Can('tickets:write', 'tickets:assign')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take one’s change to many tickets back, where nobody has changed them since' })
  @ApiOkResponse({ type: BulkUndone })
  undo(@Me() me: Actor, @Param('undoId', ParseUUIDPipe) undoId: string): Promise<BulkUndone> {
    return this.bulk.undo(me, undoId);
  }
}
