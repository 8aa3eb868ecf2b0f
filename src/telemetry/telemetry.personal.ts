import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('telemetry', {
  tables: {
    telemetry_keys: {
      category: 'work',
      words: ['name'],
      withhold: 'everything',
      impersonal: ['secret_sealed', 'previous_sealed', 'refused_because'],
    },
    telemetry_mutes: { category: 'work', words: ['reason'] },
  },
  impersonal: {
    telemetry_metrics: 'a catalogue',
    telemetry_series: 'numbers of devices',
    telemetry_key_units: 'ids',
    telemetry_readings: 'numbers of devices',
    telemetry_quarters: 'numbers of devices',
    telemetry_hours: 'numbers of devices',
    telemetry_days: 'numbers of devices',
    telemetry_touched: 'numbers of devices',
    telemetry_thresholds: 'limits',
    telemetry_alerts: 'what devices measured, and who of the house saw it',
    telemetry_settings: 'settings',
  },
});
