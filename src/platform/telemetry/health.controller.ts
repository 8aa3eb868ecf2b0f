import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../http/access.decorators.js';
import { HealthProbes } from './health.js';
import { Metrics } from './metrics.js';

@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly probes: HealthProbes,
    private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @Public('a supervisor asks without an account; it learns only that the process runs')
  live() {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @Public('a load balancer asks without an account; it learns which part is down')
  async ready(@Res({ passthrough: true }) response: Response) {
    const parts = await this.probes.ask();
    const ok = Object.values(parts).every((part) => part.ok);
    response.status(ok ? 200 : 503);
    return { status: ok ? 'ok' : 'failing', parts };
  }

  @Get('metrics')
  @Public('Prometheus scrapes without an account; figures only. Keep it off the public proxy where that matters.')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  metricsText() {
    return this.metrics.registry.metrics();
  }
}
