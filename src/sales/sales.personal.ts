import { definePersonalData } from '../platform/privacy/personal-data.js';

const SETTINGS = 'settings of the house';

definePersonalData('sales', {
  finds: [
    { kind: 'deal', sql: 'select id from deals where contact_id in @contact' },
    {
      kind: 'activity',
      sql: 'select id from activities where contact_id in @contact or deal_id in @deal or ticket_id in @ticket',
    },
  ],
  tables: {
    deals: {
      category: 'work',
      of: 'id in @deal',
      erase: { title: `'[erased]'`, prospect: 'null', lost_note: 'null', version: 'version + 1' },
      impersonal: ['state', 'currency', 'segment'],
    },
    deal_events: {
      category: 'work',
      of: `deal_id in @deal or (actor_kind = 'contact' and actor_id in @contact)`,
      erase: {
        actor_name: `case when actor_kind = 'contact' then '[erased]' else actor_name end`,
        data: 'scrubbed(data)',
      },
      impersonal: ['type', 'actor_kind'],
    },
    activities: {
      category: 'work',
      of: 'id in @activity',
      erase: {
        subject: `'[erased]'`,
        place: 'null',
        attendees: `'[]'`,
        notes: 'null',
        outcome: 'null',
        version: 'version + 1',
      },
      impersonal: ['kind'],
    },
    proposals: {
      category: 'work',
      of: 'deal_id in @deal',
      erase: {
        lines: 'scrubbed(lines)',
        intro: `''`,
        accepted_name: 'null',
        accepted_from: 'null',
        link_epoch: 'link_epoch + 1',
      },
      impersonal: ['state', 'language', 'currency', 'kind'],
    },
  },
  impersonal: {
    pipelines: SETTINGS,
    deal_stages: SETTINGS,
    deal_choices: SETTINGS,
    deal_tickets: 'ids and states',
    calendar_feeds: 'about people of the house',
  },
});
