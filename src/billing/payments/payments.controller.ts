import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiExcludeController, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Can, Me, Public, type Actor } from '../../platform/http/access.decorators.js';
import { BankImports } from './bank-import.service.js';
import { PaymentConnections } from './payment-connections.service.js';
import {
  BankImport,
  BankResult,
  NewPaymentConnection,
  PaymentConnectionChange,
  PaymentConnectionList,
  PaymentConnectionView,
  PaymentMatch,
  PaymentPage,
  PaymentReversal,
  PaymentsQuery,
  PaymentView,
} from './payment.dto.js';
import { PaymentsService } from './payments.service.js';

@ApiTags('invoices')
@Controller('payments')
export class PaymentsController {
  constructor(
    private readonly payments: PaymentsService,
    private readonly bank: BankImports,
  ) {}

  @Get()
  @Can('invoices:read')
  @ApiOperation({ summary: 'Payments, newest first; `unmatched=true`: those that belong to no invoice yet' })
  @ApiOkResponse({ type: PaymentPage })
  list(@Query() query: PaymentsQuery): Promise<PaymentPage> {
    return this.payments.list(query);
  }

  @Post('import')
  @HttpCode(200)
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Payments from a bank’s CSV; without `apply` it only says what would happen' })
  @ApiOkResponse({ type: BankResult })
  import(@Me() me: Actor, @Body() body: BankImport): Promise<BankResult> {
    return this.bank.import(me, body);
  }

  @Post(':id/match')
  @HttpCode(200)
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Say to which invoice a payment belongs' })
  @ApiOkResponse({ type: PaymentView })
  async match(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { invoiceId }: PaymentMatch,
  ): Promise<PaymentView> {
    await this.payments.match(me, id, invoiceId);
    return this.payments.one(id);
  }

  @Post(':id/reverse')
  @HttpCode(200)
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Take a payment back: it was a mistake, or did not arrive' })
  @ApiOkResponse({ type: PaymentView })
  async reverse(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: PaymentReversal,
  ): Promise<PaymentView> {
    await this.payments.reverse(me, id, reason);
    return this.payments.one(id);
  }
}

@ApiTags('invoices')
@Controller('billing/payment-connections')
export class PaymentConnectionsController {
  constructor(private readonly connections: PaymentConnections) {}

  @Get()
  @Can('billing:manage')
  @ApiOperation({ summary: 'Payment providers that tell us of payments' })
  @ApiOkResponse({ type: PaymentConnectionList })
  async list(): Promise<PaymentConnectionList> {
    return { items: await this.connections.list(), nextCursor: null };
  }

  @Post()
  @Can('billing:manage')
  @ApiOperation({ summary: 'Add a payment provider; its secret is shown once' })
  @ApiCreatedResponse({ type: PaymentConnectionView })
  create(@Me() me: Actor, @Body() body: NewPaymentConnection): Promise<PaymentConnectionView> {
    return this.connections.create(me, body);
  }

  @Patch(':id')
  @Can('billing:manage')
  @ApiOperation({ summary: 'Rename a payment provider, or listen to it no longer' })
  @ApiOkResponse({ type: PaymentConnectionView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PaymentConnectionChange,
  ): Promise<PaymentConnectionView> {
    await this.connections.change(me, id, body);
    return this.connections.one(id);
  }
}

@ApiExcludeController()
@Controller('hooks/payments')
export class PaymentHooksController {
  constructor(private readonly connections: PaymentConnections) {}

  @Post(':id')
  @HttpCode(200)
  @Public('providers call without an account; each adapter checks their signature')
  async take(@Param('id', ParseUUIDPipe) id: string, @Req() request: Request): Promise<{ ok: true }> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    await this.connections.take(id, { headers: request.headers, body });
    return { ok: true };
  }
}
