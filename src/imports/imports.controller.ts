import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
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
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { disposition } from '../platform/http/disposition.js';
import { PageQuery } from '../platform/http/paging.js';
import { invalid } from '../platform/http/refusal.js';
import {
  ImportChange,
  ImportKinds,
  ImportPage,
  ImportRowPage,
  ImportRowsQuery,
  ImportView,
  KeptPage,
  NewImport,
} from './import.dto.js';
import { ImportRows } from './import-rows.service.js';
import { ImportsService } from './imports.service.js';
import { KINDS } from './kinds/kinds.rules.js';
import { SOURCES } from './sources/source.js';

/** A part of a multipart body, as multer left it on the disk. */
interface Part {
  originalname: string;
  path: string;
  size: number;
}

const MAX_BYTES = 2 * 1024 ** 3;
const FOLDER = join(tmpdir(), 'frontdesk-uploads');

@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly rows: ImportRows,
  ) {}

  @Get()
  @Can('imports:run')
  @ApiOperation({ summary: 'Imports, newest first' })
  @ApiOkResponse({ type: ImportPage })
  list(@Query() query: PageQuery): Promise<ImportPage> {
    return this.imports.list(query);
  }

  @Get('kinds')
  @Can('imports:run')
  @ApiOperation({ summary: 'What can be read in from a table, and which columns each kind has' })
  @ApiOkResponse({ type: ImportKinds })
  kinds(): Promise<ImportKinds> {
    return this.rows.kinds();
  }

  @Post()
  @Can('imports:run')
  @UseInterceptors(
    FileInterceptor('file', { dest: FOLDER, limits: { fileSize: MAX_BYTES, files: 1, fields: 5, parts: 6 } }),
  )
  @ApiOperation({
    summary:
      'Give a file to read in: a table (CSV), or the export of another desk (JSON, NDJSON, ZIP). Nothing is made yet',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file', 'source'],
      properties: {
        file: { type: 'string', format: 'binary' },
        source: { type: 'string', enum: [...SOURCES] },
        kind: { type: 'string', enum: [...KINDS] },
      },
    },
  })
  @ApiCreatedResponse({ type: ImportView })
  async create(@Me() me: Actor, @Body() body: NewImport, @UploadedFile() file?: Part): Promise<ImportView> {
    if (!file) throw invalid('file', 'is missing: send multipart/form-data with a part of this name');
    try {
      // Browsers send names in UTF-8, which multipart parsers read as Latin-1.
      const name = Buffer.from(file.originalname, 'latin1').toString('utf8');
      return await this.imports.one(await this.imports.create(me, body, { path: file.path, name, size: file.size }));
    } finally {
      await rm(file.path, { force: true });
    }
  }

  @Get(':id')
  @Can('imports:run')
  @ApiOperation({ summary: 'An import, and how far it is' })
  @ApiOkResponse({ type: ImportView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<ImportView> {
    return this.imports.one(id);
  }

  @Patch(':id')
  @Can('imports:run')
  @ApiOperation({
    summary: 'Say which column is which, and what becomes of rows that are known; an earlier dry run counts no longer',
  })
  @ApiOkResponse({ type: ImportView })
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() body: ImportChange): Promise<ImportView> {
    await this.imports.change(id, body);
    return this.imports.one(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Can('imports:run')
  @ApiOperation({ summary: 'Forget an import; what it made stays, and can no longer be taken back' })
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.imports.remove(me, id);
  }

  @Post(':id/check')
  @HttpCode(202)
  @Can('imports:run')
  @ApiOperation({ summary: 'Dry run: read the file and say of each row what would become of it' })
  @ApiAcceptedResponse({ type: ImportView })
  async check(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ImportView> {
    await this.imports.check(me, id);
    return this.imports.one(id);
  }

  @Post(':id/run')
  @HttpCode(202)
  @Can('imports:run')
  @ApiOperation({ summary: 'Do what the dry run said; goes on by itself until it is done' })
  @ApiAcceptedResponse({ type: ImportView })
  async run(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ImportView> {
    await this.imports.run(me, id);
    return this.imports.one(id);
  }

  @Post(':id/undo')
  @HttpCode(202)
  @Can('imports:run')
  @ApiOperation({ summary: 'Take back what the import made and changed; what people touched since stays' })
  @ApiAcceptedResponse({ type: ImportView })
  async undo(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ImportView> {
    await this.imports.undo(me, id);
    return this.imports.one(id);
  }

  @Get(':id/rows')
  @Can('imports:run')
  @ApiOperation({
    summary: 'Rows as they would be, and why some are refused; those that became something are no longer listed',
  })
  @ApiOkResponse({ type: ImportRowPage })
  rowsOf(@Param('id', ParseUUIDPipe) id: string, @Query() query: ImportRowsQuery): Promise<ImportRowPage> {
    return this.rows.list(id, query);
  }

  @Get(':id/refused')
  @Can('imports:run')
  @ApiOperation({
    summary: 'The refused rows as a table, each with its reason: mend them and give the same file again',
  })
  @ApiProduces('text/csv')
  async refused(@Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const { name, content } = await this.rows.refused(id);
    return new StreamableFile(Readable.from(content), {
      type: 'text/csv; charset=utf-8',
      disposition: disposition('attachment', name),
    });
  }

  @Get(':id/kept')
  @Can('imports:run')
  @ApiOperation({ summary: 'What was left when the import was taken back, and why' })
  @ApiOkResponse({ type: KeptPage })
  kept(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<KeptPage> {
    return this.rows.kept(id, query);
  }
}
