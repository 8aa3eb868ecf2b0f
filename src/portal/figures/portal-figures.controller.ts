import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalFiguresQuery, PortalFiguresView, PortalKeptPage, PortalKeptQuery } from './portal-figures.dto.js';
import { PortalFigures } from './portal-figures.service.js';

@ApiTags('portal')
@ForCustomers()
@Controller('portal/figures')
export class PortalFiguresController {
  constructor(private readonly figures: PortalFigures) {}

  @Get()
  @ApiOperation({ summary: 'How well promises to us were kept, over the requests that I see' })
  @ApiOkResponse({ type: PortalFiguresView })
  of(@TheCustomer() me: Customer, @Query() query: PortalFiguresQuery): Promise<PortalFiguresView> {
    return this.figures.of(me, query);
  }

  @Get('promises')
  @ApiOperation({ summary: 'The promises behind the figures, the last one first' })
  @ApiOkResponse({ type: PortalKeptPage })
  kept(@TheCustomer() me: Customer, @Query() query: PortalKeptQuery): Promise<PortalKeptPage> {
    return this.figures.kept(me, query);
  }

  @Get('csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="promises.csv"')
  @ApiOperation({ summary: 'The same as a table' })
  @ApiProduces('text/csv')
  csv(@TheCustomer() me: Customer, @Query() query: PortalFiguresQuery): Promise<string> {
    return this.figures.csv(me, query);
  }
}
