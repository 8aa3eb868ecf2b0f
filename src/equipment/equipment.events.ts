import { defineEvents } from '../platform/outbox/events.js';
import type { Move, StoredState } from './equipment.rules.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** A unit was added (`move` null) or moved. `companyId`: who has it now. */
    'equipment.moved': {
      equipmentId: string;
      move: Move | null;
      from: StoredState | null;
      to: StoredState;
      companyId: string | null;
    };
    /** What is known of a unit changed: its data, its software, who reserved it. */
    'equipment.changed': { equipmentId: string };
  }
}
defineEvents('equipment.moved', 'equipment.changed');
