import { All, Controller, HttpCode, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Config } from '../platform/config.js';
import { Public } from '../platform/http/access.decorators.js';
import { notFound, Refusal } from '../platform/http/refusal.js';
import { isId } from '../platform/ids.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import type { ChannelAdapter, HookReply, Line } from './contract.js';
import { InboxesService } from './inboxes.service.js';
import { Receiver } from './receiver.service.js';
import { ChannelRegistry } from './registry.js';

/** Webhooks of every channel: verify on the raw bytes, store, acknowledge. Nothing is interpreted here. */
@ApiExcludeController()
@Controller('hooks')
export class HooksController {
  constructor(
    private readonly registry: ChannelRegistry,
    private readonly inboxes: InboxesService,
    private readonly receiver: Receiver,
    private readonly config: Config,
    private readonly metrics: Metrics,
  ) {}

  @All([':segment/:inbox', ':segment/:inbox/*path'])
  @HttpCode(200)
  @Public('providers call without an account; each adapter checks their signature')
  async take(
    @Param('segment') segment: string,
    @Param('inbox') inboxId: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { adapter, line } = await this.behind(segment, inboxId);
    if (!adapter.verify) throw notFound('webhook');
    const verdict = await adapter.verify(
      {
        method: request.method,
        path: request.path.split('/').slice(4).join('/'),
        publicUrl: this.config.publicUrl + request.originalUrl,
        query: request.query as Record<string, string>,
        headers: request.headers as Record<string, string | undefined>,
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      },
      line,
    );
    if (verdict.verdict === 'refuse') {
      this.metrics.refusedSignatures.inc({ channel: adapter.kind });
      throw new Refusal('wrong_signature', 403, 'The signature is not right.');
    }
    if (verdict.verdict === 'answer') return answer(response, 200, verdict.reply);
    await this.receiver.receive(line, { key: verdict.key, raw: request.body as Buffer, meta: verdict.meta });
    answer(response, verdict.status ?? 200, verdict.reply);
  }

  private async behind(segment: string, inboxId: string): Promise<{ adapter: ChannelAdapter; line: Line }> {
    if (!isId(inboxId)) throw notFound('webhook');
    for (const adapter of this.registry.forHook(segment)) {
      const line = (await this.inboxes.activeLines(adapter.kind)).find(({ id }) => id === inboxId);
      if (line) return { adapter, line };
    }
    throw notFound('webhook');
  }
}

function answer(response: Response, status: number, reply: HookReply = { type: 'text/plain', body: '' }): void {
  response.status(status).type(reply.type).send(reply.body);
}
