import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { disposition } from '../../platform/http/disposition.js';
import { invalid } from '../../platform/http/refusal.js';
import { ContractFiles } from './contract-files.service.js';

export class ContractFile {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() type!: string;
  @ApiProperty() size!: number;
  @ApiProperty() by!: string;
  @ApiProperty({ format: 'date-time' }) at!: Date;
}

export class ContractFileList {
  @ApiProperty({ type: [ContractFile], description: 'Newest first' }) items!: ContractFile[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}

const MAX_BYTES = 25 * 1_024 * 1_024;

/** They stand here and not with contracts, because files are looked at by a scanner, which is a room beside theirs. */
@ApiTags('contracts')
@Controller('contracts/:id/files')
export class ContractFilesController {
  constructor(private readonly files: ContractFiles) {}

  @Get()
  @Can('contracts:read')
  @ApiOperation({ summary: 'Documents of a contract' })
  @ApiOkResponse({ type: ContractFileList })
  async list(@Param('id', ParseUUIDPipe) id: string): Promise<ContractFileList> {
    return { items: await this.files.list(id), nextCursor: null };
  }

  @Post()
  @Can('contracts:write')
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MAX_BYTES, files: 1, fields: 5, parts: 6 } }))
  @ApiOperation({ summary: 'Add a document, such as the signed contract' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ type: ContractFileList })
  async add(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @UploadedFile() file?: { originalname: string; mimetype: string; buffer: Buffer },
  ): Promise<ContractFileList> {
    if (!file) throw invalid('file', 'is missing: send multipart/form-data with a part of this name');
    // Browsers send names in UTF-8, which multipart parsers read as Latin-1.
    const name = Buffer.from(file.originalname, 'latin1').toString('utf8');
    await this.files.add(me, id, { name, type: file.mimetype, content: file.buffer });
    return { items: await this.files.list(id), nextCursor: null };
  }

  @Get(':fileId')
  @Can('contracts:read')
  @ApiOperation({ summary: 'A document, as a download' })
  @ApiProduces('application/octet-stream')
  async download(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('fileId', ParseUUIDPipe) fileId: string,
  ): Promise<StreamableFile> {
    const { file, stream } = await this.files.open(id, fileId);
    return new StreamableFile(stream, {
      type: file.type,
      length: file.size,
      disposition: disposition('attachment', file.name),
    });
  }

  @Delete(':fileId')
  @HttpCode(204)
  @Can('contracts:write')
  @ApiOperation({ summary: 'Take a document away' })
  @ApiNoContentResponse()
  async remove(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('fileId', ParseUUIDPipe) fileId: string,
  ): Promise<void> {
    await this.files.remove(me, id, fileId);
  }
}
