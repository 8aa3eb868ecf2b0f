import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { BillingProfiles } from './billing-profiles.service.js';
import {
  BillingProfileChange,
  BillingProfileView,
  BillingSettingsChange,
  BillingSettingsView,
  NewTaxRate,
  TaxRateChange,
  TaxRateList,
  TaxRateView,
} from './billing-settings.dto.js';
import { BillingSettings } from './billing-settings.service.js';
import { TaxRatesService } from './tax-rates.service.js';

@ApiTags('invoices')
@Controller('billing/settings')
export class BillingSettingsController {
  constructor(private readonly settings: BillingSettings) {}

  @Get()
  @Can('invoices:read')
  @ApiOperation({ summary: 'What holds for all invoices: who sends them, when they are due, which taxes' })
  @ApiOkResponse({ type: BillingSettingsView })
  current(): Promise<BillingSettingsView> {
    return this.settings.current();
  }

  @Patch()
  @Can('billing:manage')
  @ApiOperation({ summary: 'Change it, for invoices from now on' })
  @ApiOkResponse({ type: BillingSettingsView })
  async change(@Me() me: Actor, @Body() body: BillingSettingsChange): Promise<BillingSettingsView> {
    await this.settings.change(me, body);
    return this.settings.current();
  }
}

@ApiTags('invoices')
@Controller('tax-rates')
export class TaxRatesController {
  constructor(private readonly taxes: TaxRatesService) {}

  @Get()
  @Can('invoices:read')
  @ApiOperation({ summary: 'All tax rates' })
  @ApiOkResponse({ type: TaxRateList })
  async list(): Promise<TaxRateList> {
    return { items: await this.taxes.list(), nextCursor: null };
  }

  @Post()
  @Can('billing:manage')
  @ApiOperation({ summary: 'Add a tax rate' })
  @ApiCreatedResponse({ type: TaxRateView })
  async create(@Me() me: Actor, @Body() body: NewTaxRate): Promise<TaxRateView> {
    return this.taxes.one(await this.taxes.create(me, body));
  }

  @Patch(':id')
  @Can('billing:manage')
  @ApiOperation({ summary: 'Change a tax rate; invoices that were made keep theirs' })
  @ApiOkResponse({ type: TaxRateView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: TaxRateChange,
  ): Promise<TaxRateView> {
    await this.taxes.change(me, id, body);
    return this.taxes.one(id);
  }
}

@ApiTags('invoices')
@Controller('companies/:id/billing')
export class BillingProfilesController {
  constructor(private readonly profiles: BillingProfiles) {}

  @Get()
  @Can('invoices:read')
  @ApiOperation({ summary: 'How a company gets its invoices' })
  @ApiOkResponse({ type: BillingProfileView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<BillingProfileView> {
    return this.profiles.one(id);
  }

  @Patch()
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Change how a company gets its invoices' })
  @ApiOkResponse({ type: BillingProfileView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: BillingProfileChange,
  ): Promise<BillingProfileView> {
    await this.profiles.change(me, id, body);
    return this.profiles.one(id);
  }
}
