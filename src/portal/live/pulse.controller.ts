import { Controller, Get, Headers, HttpCode, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalPulse } from './pulse.service.js';

@ApiTags('portal')
@Controller('portal/pulse')
export class PortalPulseController {
  constructor(private readonly pulse: PortalPulse) {}

  @Get()
  @ForCustomers()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Whether anything that I see has changed: 304 with the ETag of the last answer as If-None-Match, else 204',
  })
  @ApiNoContentResponse()
  async beat(
    @TheCustomer() me: Customer,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const tag = `"${await this.pulse.of(me)}"`;
    response.setHeader('ETag', tag);
    if (known === tag) response.status(304);
  }
}
