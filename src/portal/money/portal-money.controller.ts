import { Controller, Get, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { StatementQuery, StatementView } from '../../billing/statements/statement.dto.js';
import { disposition } from '../../platform/http/disposition.js';
import { PageQuery } from '../../platform/http/paging.js';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import {
  PortalBalanceList,
  PortalContractPage,
  PortalInvoicePage,
  PortalInvoicesQuery,
  PortalInvoiceView,
} from './portal-money.dto.js';
import { PortalMoney } from './portal-money.service.js';
import { PortalSignatures } from './portal-signatures.service.js';

@ApiTags('portal')
@ForCustomers('money')
@Controller('portal')
export class PortalMoneyController {
  constructor(
    private readonly money: PortalMoney,
    private readonly signatures: PortalSignatures,
  ) {}

  @Get('invoices')
  @ApiOperation({ summary: 'Our invoices to the company and credit notes, the newest first' })
  @ApiOkResponse({ type: PortalInvoicePage })
  list(@TheCustomer() me: Customer, @Query() query: PortalInvoicesQuery): Promise<PortalInvoicePage> {
    return this.money.list(me, query);
  }

  @Get('invoices/balance')
  @ApiOperation({ summary: 'What is owed, in each currency' })
  @ApiOkResponse({ type: PortalBalanceList })
  async balance(@TheCustomer() me: Customer): Promise<PortalBalanceList> {
    return { items: await this.money.balance(me) };
  }

  @Get('invoices/:id')
  @ApiOperation({ summary: 'One invoice' })
  @ApiOkResponse({ type: PortalInvoiceView })
  one(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<PortalInvoiceView> {
    return this.money.one(me, id);
  }

  @Get('invoices/:id/pdf')
  @ApiOperation({ summary: 'An invoice on paper' })
  @ApiProduces('application/pdf')
  async pdf(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const { name, content } = await this.money.pdf(me, id);
    return new StreamableFile(content, {
      type: 'application/pdf',
      length: content.length,
      disposition: disposition('attachment', name),
    });
  }

  @Get('statement')
  @ApiOperation({ summary: 'What was invoiced and paid, with what was owed after each; a year where nothing is said' })
  @ApiOkResponse({ type: StatementView })
  statement(@TheCustomer() me: Customer, @Query() query: StatementQuery): Promise<StatementView> {
    return this.money.statement(me, query);
  }

  @Get('statement/pdf')
  @ApiOperation({ summary: 'The same on paper' })
  @ApiProduces('application/pdf')
  async statementPdf(@TheCustomer() me: Customer, @Query() query: StatementQuery): Promise<StreamableFile> {
    const { name, content } = await this.money.statementPdf(me, query);
    return new StreamableFile(content, {
      type: 'application/pdf',
      length: content.length,
      disposition: disposition('attachment', name),
    });
  }

  @Get('contracts')
  @ApiOperation({ summary: 'Contracts of the company, the newest first' })
  @ApiOkResponse({ type: PortalContractPage })
  contracts(@TheCustomer() me: Customer, @Query() query: PageQuery): Promise<PortalContractPage> {
    return this.money.contracts(me, query);
  }

  @Get('signatures/:id/document')
  @ApiOperation({ summary: 'What was signed of a contract, as a download' })
  @ApiProduces('application/octet-stream')
  async signedDocument(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const { name, type, size, stream } = await this.signatures.document(me, id);
    return new StreamableFile(stream, {
      type,
      length: size,
      disposition: disposition('attachment', name),
    });
  }
}
