import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can } from '../../platform/http/access.decorators.js';
import { DispatchBoardQuery, DispatchBoardView } from './board.dto.js';
import { BoardService } from './board.service.js';

@ApiTags('dispatch')
@Controller('dispatch/board')
export class BoardController {
  constructor(private readonly board: BoardService) {}

  @Get()
  @Can('visits:plan')
  @ApiOperation({
    summary: 'Technicians with their load, visits as they really run, travel, and what waits to be planned',
  })
  @ApiOkResponse({ type: DispatchBoardView })
  read(@Query() query: DispatchBoardQuery): Promise<DispatchBoardView> {
    return this.board.read(query);
  }
}
