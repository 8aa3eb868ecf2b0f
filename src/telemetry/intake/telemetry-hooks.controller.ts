import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../../platform/http/access.decorators.js';
import { TelemetryIntake, type Receipt } from './telemetry-intake.service.js';

/** Where devices bring their readings; docs/telemetry.md describes it. */
@ApiExcludeController()
@Controller('hooks/telemetry')
export class TelemetryHooksController {
  constructor(private readonly intake: TelemetryIntake) {}

  @Post(':key')
  @HttpCode(200)
  @Public('devices have no account; each batch is signed with the secret of its key')
  take(@Param('key') key: string, @Req() request: Request): Promise<Receipt> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    return this.intake.take(key, request.headers as Record<string, string | undefined>, body);
  }
}
