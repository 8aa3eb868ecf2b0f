import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'telemetry:read': true;
    'telemetry:work': true;
    'telemetry:manage': true;
  }
}

definePermissions(
  {
    key: 'telemetry:read',
    about: 'See readings and alerts of devices',
    roles: ['lead', 'agent', 'dispatcher', 'technician', 'sales', 'analyst'],
  },
  {
    key: 'telemetry:work',
    about: 'Acknowledge and clear alerts of devices, and mute a device',
    roles: ['lead', 'agent', 'dispatcher', 'technician'],
  },
  {
    key: 'telemetry:manage',
    about: 'Keep the keys of devices, what they measure, and the thresholds of alerts',
    roles: ['lead', 'dispatcher'],
  },
);
