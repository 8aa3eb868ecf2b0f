import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('equipment', {
  tables: {
    equipment: {
      category: 'agreements',
      words: ['supplier', 'notes'],
      impersonal: ['serial', 'tag', 'code', 'owner', 'state'],
    },
    equipment_moves: {
      category: 'work',
      of: `ticket_id in @ticket or visit_id in @visit or (actor_kind = 'contact' and actor_id in @contact)`,
      erase: {
        reason: 'null',
        actor_name: `case when actor_kind = 'contact' then '[erased]' else actor_name end`,
      },
      impersonal: ['action', 'from_state', 'to_state', 'actor_kind'],
    },
    equipment_reservations: {
      category: 'work',
      of: 'ticket_id in @ticket',
      erase: { note: 'null' },
      impersonal: ['state', 'made_by_name'],
    },
  },
  impersonal: {
    equipment_models: 'a catalogue',
    equipment_substitutes: 'a catalogue',
    equipment_locations: 'stocks and vans of the house',
    equipment_software: 'what is installed on devices',
    ticket_equipment: 'ids',
  },
});
