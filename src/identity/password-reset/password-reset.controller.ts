import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../platform/http/access.decorators.js';
import { From } from '../sessions/caller.decorator.js';
import type { Caller } from '../sessions/sessions.service.js';
import { PasswordResetConfirmation, PasswordResetRequest } from './password-reset.dto.js';
import { PasswordResetRequestsService } from './password-reset-requests.service.js';
import { PasswordResetService } from './password-reset.service.js';

@ApiTags('session')
@Controller('password-reset')
export class PasswordResetController {
  constructor(
    private readonly requests: PasswordResetRequestsService,
    private readonly resets: PasswordResetService,
  ) {}

  @Post()
  @Public('who forgot the password cannot sign in')
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask for a mail with a link; the answer is the same whether the account exists' })
  @ApiAcceptedResponse()
  async request(@Body() { email }: PasswordResetRequest, @From() caller: Caller): Promise<void> {
    await this.requests.request(email, caller);
  }

  @Post('confirm')
  @Public('the token of the mail is the proof')
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a new password; signs every session out' })
  @ApiNoContentResponse()
  async confirm(@Body() body: PasswordResetConfirmation): Promise<void> {
    await this.resets.confirm(body);
  }
}
