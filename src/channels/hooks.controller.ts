import { All, Controller, HttpCode, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../platform/http/access.decorators.js';
import { NearLane } from '../platform/outbox/near-lane.js';
import { Hooks } from './hooks.service.js';

/** Webhooks of every channel, as they come by the network. */
@ApiExcludeController()
@Controller('hooks')
export class HooksController {
  constructor(
    private readonly hooks: Hooks,
    private readonly near: NearLane,
  ) {}

  @All([':segment/:inbox', ':segment/:inbox/*path'])
  @HttpCode(200)
  @Public('providers call without an account; each adapter checks their signature')
  async take(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { status, reply } = await this.near.ahead(() =>
      this.hooks.take({
        method: request.method,
        url: request.originalUrl,
        query: request.query as Record<string, string>,
        headers: request.headers as Record<string, string | undefined>,
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      }),
    );
    response.status(status).type(reply.type).send(reply.body);
  }
}
