import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Put, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { NewSignature, SignatureList, SignedDocument } from './contract-signature.dto.js';
import { ContractSignatures } from './contract-signatures.service.js';

@ApiTags('contracts')
@Controller('contracts/:id/signatures')
export class ContractSignaturesController {
  constructor(private readonly signatures: ContractSignatures) {}

  @Get()
  @Can('contracts:read')
  @ApiOperation({ summary: 'Who signed a contract, and when' })
  @ApiOkResponse({ type: SignatureList })
  async list(@Param('id', ParseUUIDPipe) id: string): Promise<SignatureList> {
    return { items: await this.signatures.list(id), nextCursor: null };
  }

  @Post()
  @Can('contracts:write')
  @ApiOperation({ summary: 'Write down who signed it on paper' })
  @ApiCreatedResponse({ type: SignatureList })
  async add(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NewSignature,
  ): Promise<SignatureList> {
    await this.signatures.add(me, id, body);
    return { items: await this.signatures.list(id), nextCursor: null };
  }

  @Put(':signatureId/document')
  @Can('contracts:write')
  @ApiOperation({ summary: 'Say which document of the contract was signed; one by link has its proposal' })
  @ApiOkResponse({ type: SignatureList })
  async setDocument(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('signatureId', ParseUUIDPipe) signatureId: string,
    @Body() { fileId }: SignedDocument,
  ): Promise<SignatureList> {
    await this.signatures.setDocument(me, id, signatureId, fileId);
    return { items: await this.signatures.list(id), nextCursor: null };
  }

  @Delete(':signatureId')
  @HttpCode(204)
  @Can('contracts:write')
  @ApiOperation({ summary: 'Take back one that was written down by mistake; one by link stays' })
  @ApiNoContentResponse()
  async remove(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('signatureId', ParseUUIDPipe) signatureId: string,
  ): Promise<void> {
    await this.signatures.remove(me, id, signatureId);
  }
}
