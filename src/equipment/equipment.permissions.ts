import { definePermissions } from '../platform/http/access.decorators.js';

declare module '../platform/http/access.decorators.js' {
  interface Permissions {
    'equipment:read': true;
    'equipment:reserve': true;
    'equipment:move': true;
    'equipment:manage': true;
  }
}

definePermissions(
  {
    key: 'equipment:read',
    about: 'See equipment, where it stands and stood, and what is in stock',
    roles: ['lead', 'agent', 'dispatcher', 'technician', 'sales', 'analyst'],
  },
  {
    key: 'equipment:reserve',
    about: 'Reserve equipment for a period, and give it back',
    roles: ['lead', 'agent', 'dispatcher', 'sales'],
  },
  {
    key: 'equipment:move',
    about: 'Install, swap, return, repair and retire equipment, and note its software',
    roles: ['lead', 'dispatcher', 'technician'],
  },
  {
    key: 'equipment:manage',
    about: 'Keep the catalogue, the stock locations and the units themselves',
    roles: ['lead', 'dispatcher'],
  },
);
