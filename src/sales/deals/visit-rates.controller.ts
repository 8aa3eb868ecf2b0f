import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { VisitRatesBody, VisitRatesView } from './visit-rates.dto.js';
import { VisitRatesService } from './visit-rates.service.js';

@ApiTags('sales')
@Controller('visit-rates')
export class VisitRatesController {
  constructor(private readonly rates: VisitRatesService) {}

  @Get()
  @Can('pipelines:manage')
  @ApiOperation({ summary: 'What a visit costs us: for the cost of a deal' })
  @ApiOkResponse({ type: VisitRatesView })
  read(): Promise<VisitRatesView> {
    return this.rates.current();
  }

  @Put()
  @Can('pipelines:manage')
  @ApiOperation({ summary: 'Say what a visit costs; what was counted before stays as it was' })
  @ApiOkResponse({ type: VisitRatesView })
  set(@Me() me: Actor, @Body() body: VisitRatesBody): Promise<VisitRatesView> {
    return this.rates.set(me, body);
  }
}
