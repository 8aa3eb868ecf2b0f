import { Controller, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../platform/http/access.decorators.js';
import { fallback } from './flow/other-answers.js';
import { HookUrls } from '../twilio/hook-urls.service.js';

/** Where the number turns when we give no answer. */
export const fallbackUrl = (publicUrl: string, inboxId: string): string =>
  `${publicUrl}/api/v1/voice/fallback/${inboxId}`;

/**
 * What the number calls when its own webhook fails: asks no database, and says nothing that is not public. What callers
 * then say is reconciled when Twilio tells of the recording.
 */
@ApiExcludeController()
@Controller('voice/fallback')
export class FallbackController {
  constructor(private readonly urls: HookUrls) {}

  @Post(':inbox')
  @HttpCode(200)
  @Public('Twilio calls it where everything else has failed; the answer is the same for everybody')
  answer(@Param('inbox', ParseUUIDPipe) inbox: string, @Res() response: Response): void {
    response.type('text/xml').send(fallback('pt', this.urls.told(inbox, 'recording', { kind: 'voicemail' })));
  }
}
