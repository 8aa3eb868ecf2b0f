import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { disposition } from '../../platform/http/disposition.js';
import { InvoiceLetters } from '../dunning/invoice-letters.service.js';
import { NewPayment } from '../payments/payment.dto.js';
import { PaymentsService } from '../payments/payments.service.js';
import { CreditNotes } from './credit-notes.service.js';
import { InvoiceDocuments } from './invoice-documents.service.js';
import {
  InvoiceChange,
  InvoiceFilter,
  InvoiceIssue,
  InvoicePage,
  InvoiceSummary,
  InvoiceView,
  NewCreditNote,
  NewInvoice,
  SummaryQuery,
} from './invoice.dto.js';
import { InvoicesService } from './invoices.service.js';

@ApiTags('invoices')
@Controller('invoices')
export class InvoicesController {
  constructor(
    private readonly invoices: InvoicesService,
    private readonly creditNotes: CreditNotes,
    private readonly documents: InvoiceDocuments,
    private readonly letters: InvoiceLetters,
    private readonly payments: PaymentsService,
  ) {}

  @Get()
  @Can('invoices:read')
  @ApiOperation({ summary: 'Invoices and credit notes, newest first' })
  @ApiOkResponse({ type: InvoicePage })
  list(@Query() query: InvoiceFilter): Promise<InvoicePage> {
    return this.invoices.list(query);
  }

  @Get('summary')
  @Can('invoices:read')
  @ApiOperation({ summary: 'What is open, overdue and paid, of everybody or of a company' })
  @ApiOkResponse({ type: InvoiceSummary })
  summary(@Query() { company }: SummaryQuery): Promise<InvoiceSummary> {
    return this.invoices.summary(company ?? null);
  }

  @Get(':id')
  @Can('invoices:read')
  @ApiOperation({ summary: 'An invoice with its lines, payments and credit notes' })
  @ApiOkResponse({ type: InvoiceView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<InvoiceView> {
    return this.invoices.one(id);
  }

  @Get(':id/pdf')
  @Can('invoices:read')
  @ApiOperation({ summary: 'An invoice on paper' })
  @ApiProduces('application/pdf')
  async pdf(@Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const { name, content } = await this.documents.file(id);
    return new StreamableFile(content, {
      type: 'application/pdf',
      length: content.length,
      disposition: disposition('attachment', name),
    });
  }

  @Post()
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Write an invoice by hand; a draft until it is issued' })
  @ApiCreatedResponse({ type: InvoiceView })
  async create(@Me() me: Actor, @Body() body: NewInvoice): Promise<InvoiceView> {
    return this.invoices.one(await this.invoices.create(me, body));
  }

  @Patch(':id')
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Change a draft' })
  @ApiOkResponse({ type: InvoiceView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: InvoiceChange,
  ): Promise<InvoiceView> {
    await this.invoices.change(me, id, body);
    return this.invoices.one(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Can('invoices:manage')
  @ApiOperation({
    summary: 'Throw a draft away. The month of a contract that it was for is not invoiced again by itself',
  })
  @ApiNoContentResponse()
  async remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.invoices.remove(me, id);
  }

  @Post(':id/issue')
  @HttpCode(200)
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Give a draft its number; from now on it does not change' })
  @ApiOkResponse({ type: InvoiceView })
  async issue(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: InvoiceIssue,
  ): Promise<InvoiceView> {
    await this.invoices.issue(me, id, body);
    return this.invoices.one(id);
  }

  @Post(':id/send')
  @HttpCode(200)
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Send it to the customer by mail, also again; `sendProblem` says why it could not be' })
  @ApiOkResponse({ type: InvoiceView })
  async send(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<InvoiceView> {
    await this.letters.again(me, id);
    return this.invoices.one(id);
  }

  @Post(':id/credit-notes')
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Take back all or a part of an invoice; all of it makes it void' })
  @ApiCreatedResponse({ type: InvoiceView, description: 'The credit note' })
  async credit(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NewCreditNote,
  ): Promise<InvoiceView> {
    return this.invoices.one(await this.creditNotes.credit(me, id, body));
  }

  @Post(':id/payments')
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Record a payment' })
  @ApiCreatedResponse({ type: InvoiceView })
  async pay(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: NewPayment): Promise<InvoiceView> {
    await this.payments.byHand(me, id, body);
    return this.invoices.one(id);
  }
}
