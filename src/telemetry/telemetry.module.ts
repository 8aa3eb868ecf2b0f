import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AlertTickets } from './alerts/alert-tickets.js';
import { AlertWatch } from './alerts/alert-watch.service.js';
import { AlertWriter } from './alerts/alert-writer.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { AlertsService } from './alerts/alerts.service.js';
import { MetricsController, ThresholdsController } from './catalogue/catalogue.controller.js';
import { MetricsService } from './catalogue/metrics.service.js';
import { ThresholdsService } from './catalogue/thresholds.service.js';
import { KeyDirectory } from './intake/key-directory.js';
import { TelemetryHooksController } from './intake/telemetry-hooks.controller.js';
import { TelemetryIntake } from './intake/telemetry-intake.service.js';
import { DeviceKeysController } from './keys/device-keys.controller.js';
import { DeviceKeys } from './keys/device-keys.service.js';
import { Months } from './readings/months.service.js';
import { ReadingsController } from './readings/readings.controller.js';
import { Readings } from './readings/readings.service.js';
import { RollUps } from './readings/rollups.service.js';
import { TelemetrySettingsController } from './settings/telemetry-settings.controller.js';
import { TelemetrySettings } from './settings/telemetry-settings.service.js';
import './telemetry.events.js';
import './telemetry.permissions.js';
import './telemetry.personal.js';

/** What rented devices measure, and when that is somebody's business. */
@Module({
  imports: [IdentityModule, CustomersModule, TicketsModule],
  controllers: [
    AlertsController,
    DeviceKeysController,
    MetricsController,
    ReadingsController,
    TelemetryHooksController,
    TelemetrySettingsController,
    ThresholdsController,
  ],
  providers: [
    AlertTickets,
    AlertWatch,
    AlertWriter,
    AlertsService,
    DeviceKeys,
    KeyDirectory,
    MetricsService,
    Months,
    Readings,
    RollUps,
    TelemetryIntake,
    TelemetrySettings,
    ThresholdsService,
  ],
  exports: [AlertsService, Readings],
})
export class TelemetryModule {}
