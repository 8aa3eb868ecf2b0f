import { Readable } from 'node:stream';
import { Controller, Get, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Can } from '../../platform/http/access.decorators.js';
import { ExportQuery, StatementQuery, StatementView } from './statement.dto.js';
import { csvOf } from './statement.rules.js';
import { StatementsService } from './statements.service.js';

@ApiTags('invoices')
@Controller('companies/:id/statement')
export class StatementsController {
  constructor(private readonly statements: StatementsService) {}

  @Get()
  @Can('invoices:read')
  @ApiOperation({ summary: 'What a company was invoiced and paid, and what it owes' })
  @ApiOkResponse({ type: StatementView })
  of(@Param('id', ParseUUIDPipe) id: string, @Query() query: StatementQuery): Promise<StatementView> {
    return this.statements.of(id, query);
  }
}

@ApiTags('invoices')
@Controller('invoices/export')
export class InvoiceExportController {
  constructor(private readonly statements: StatementsService) {}

  @Get()
  @Can('invoices:manage')
  @ApiOperation({
    summary: 'Everything issued and paid in a time: `csv` has a row for each line, `json` all with payments',
  })
  @ApiProduces('text/csv', 'application/json')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async export(@Query() query: ExportQuery): Promise<StreamableFile> {
    const csv = query.format !== 'json';
    const pieces: string[] = [];
    // Read before the answer begins, so that a wrong day is a 422 and not half a file.
    for await (const invoices of this.statements.invoices(query)) {
      pieces.push(csv ? csvOf(invoices) : invoices.map((one) => JSON.stringify(one)).join(','));
    }
    const body = csv
      ? [csvOf([]), ...pieces.map((piece) => piece.slice(csvOf([]).length))].join('')
      : `{"invoices":[${pieces.join(',')}],"payments":${JSON.stringify(await this.statements.payments(query))}}`;
    return new StreamableFile(Readable.from([Buffer.from(body)]), {
      type: csv ? 'text/csv; charset=utf-8' : 'application/json',
      disposition: `attachment; filename="invoices.${csv ? 'csv' : 'json'}"`,
    });
  }
}
