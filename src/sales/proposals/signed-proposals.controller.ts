import { Controller, Get, Param, ParseUUIDPipe, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Can } from '../../platform/http/access.decorators.js';
import { disposition } from '../../platform/http/disposition.js';
import { SignedProposals } from './signed-proposals.service.js';

/** Here and not with contracts, which do not know what a proposal is. */
@ApiTags('contracts')
@Controller('contracts/:id/signatures/:signatureId/proposal')
export class SignedProposalsController {
  constructor(private readonly signed: SignedProposals) {}

  @Get()
  @Can('contracts:read')
  @ApiOperation({ summary: 'The proposal that was signed by accepting it, on paper' })
  @ApiProduces('application/pdf')
  async paper(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('signatureId', ParseUUIDPipe) signatureId: string,
  ): Promise<StreamableFile> {
    const { name, content } = await this.signed.paper(id, signatureId);
    return new StreamableFile(content, {
      type: 'application/pdf',
      length: content.length,
      disposition: disposition('attachment', name),
    });
  }
}
