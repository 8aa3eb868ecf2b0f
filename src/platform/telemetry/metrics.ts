import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What `GET /metrics` shows. Labels are kinds, never people. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly http = new Histogram({
    name: 'frontdesk_http_request_seconds',
    help: 'Duration of HTTP requests.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });
  readonly outboxTold = new Counter({
    name: 'frontdesk_outbox_told_total',
    help: 'Events handed to their subscribers.',
    registers: [this.registry],
  });
  readonly jobs = new Counter({
    name: 'frontdesk_jobs_total',
    help: 'Jobs that ended, by name and outcome.',
    labelNames: ['name', 'outcome'],
    registers: [this.registry],
  });
  readonly envelopes = new Counter({
    name: 'frontdesk_envelopes_total',
    help: 'Inbound envelopes by channel and what became of them.',
    labelNames: ['channel', 'state'],
    registers: [this.registry],
  });
  readonly mailsMissed = new Counter({
    name: 'frontdesk_mails_missed_total',
    help: 'Mails that the daily comparison with a mailbox found and fetched.',
    registers: [this.registry],
  });
  readonly refusedSignatures = new Counter({
    name: 'frontdesk_webhook_refused_total',
    help: 'Webhook calls with a wrong signature.',
    labelNames: ['channel'],
    registers: [this.registry],
  });
  readonly sockets = new Gauge({
    name: 'frontdesk_sockets',
    help: 'Open sockets by namespace.',
    labelNames: ['namespace'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'frontdesk_' });
  }
}
