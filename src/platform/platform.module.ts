import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Blobs } from './blobs/blobs.js';
import { Clock } from './clock.js';
import { Config } from './config.js';
import { Vault } from './crypto/vault.js';
import { dataSourceOptions } from './database/data-source.js';
import { Pdf } from './documents/pdf.js';
import { ProcessMark } from './database/process-mark.js';
import { Reading } from './database/reading.js';
import { Work } from './database/work.js';
import { Egress } from './egress/egress.js';
import { Housekeeping } from './housekeeping.js';
import { IdempotencyRow } from './http/idempotency.entity.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { Jobs } from './jobs/jobs.js';
import { Workers } from './jobs/workers.js';
import { KeptConnections } from './http/kept-connections.js';
import { Lifecycle } from './lifecycle.js';
import { RouteCheck } from './http/route-check.js';
import { Listeners } from './outbox/listeners.js';
import { NearLane } from './outbox/near-lane.js';
import { OutboxRow } from './outbox/outbox.entity.js';
import { OutboxRelay } from './outbox/outbox.relay.js';
import { Clamd } from './scanning/clamd.js';
import { FileScanner, NoScanner } from './scanning/file-scanner.js';
import { ForeignOrigins } from './sockets/foreign-origins.js';
import { Signals } from './sockets/signals.js';
import { HealthController } from './telemetry/health.controller.js';
import { HealthProbes } from './telemetry/health.js';
import { HttpMetricsInterceptor } from './telemetry/http-metrics.interceptor.js';
import { Metrics } from './telemetry/metrics.js';
import './platform.personal.js';

const SHARED = [
  Clock,
  Vault,
  Blobs,
  Egress,
  Jobs,
  Workers,
  Listeners,
  NearLane,
  OutboxRelay,
  Pdf,
  ProcessMark,
  Reading,
  Work,
  Metrics,
  HealthProbes,
  Signals,
  ForeignOrigins,
];

const scannerOf = (config: Config): FileScanner =>
  config.get('CLAMAV_URL') ? new Clamd(config.get('CLAMAV_URL')) : new NoScanner();

@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.get('DATABASE_URL')),
          autoLoadEntities: true,
          retryAttempts: 0,
        }),
        TypeOrmModule.forFeature([OutboxRow, IdempotencyRow]),
      ],
      controllers: [HealthController],
      providers: [
        { provide: Config, useValue: config },
        { provide: FileScanner, useValue: scannerOf(config) },
        ...SHARED,
        Housekeeping,
        KeptConnections,
        Lifecycle,
        RouteCheck,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: HttpMetricsInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      exports: [{ provide: Config, useValue: config }, FileScanner, ...SHARED],
    };
  }
}
