import { definePersonalData } from '../platform/privacy/personal-data.js';

const STAFF = 'about people of the house';
const SETTINGS = 'settings of the house';

definePersonalData('dispatch', {
  finds: [
    { kind: 'visit', sql: 'select id from visits where ticket_id in @ticket or contact_id in @contact' },
    { kind: 'attachment', sql: 'select attachment_id as id from visit_files where visit_id in @visit' },
  ],
  tables: {
    visits: {
      category: 'visits',
      of: 'id in @visit',
      erase: {
        about: `''`,
        place: 'null',
        access_notes: 'null',
        equipment: `'[]'`,
        checklist: 'scrubbed(checklist)',
        outcome: 'scrubbed(outcome)',
        signature: 'null',
        rating_comment: 'null',
        because: 'scrubbed(because)',
        version: 'version + 1',
      },
      impersonal: ['kind', 'state', 'skills', 'attendance'],
    },
    visit_steps: {
      category: 'visits',
      of: 'visit_id in @visit',
      erase: {
        actor_name: `case when actor_kind = 'contact' then '[erased]' else actor_name end`,
        reason: 'null',
        data: 'scrubbed(data)',
        because: 'scrubbed(because)',
      },
      impersonal: ['type', 'from_state', 'to_state', 'actor_kind'],
      withhold: ['lat', 'lng', 'accuracy'],
    },
    visit_series: {
      category: 'visits',
      of: 'ticket_id in @ticket',
      erase: { template: 'scrubbed(template)' },
      impersonal: ['rrule', 'timezone'],
    },
    visit_parts: {
      category: 'visits',
      of: 'visit_id in @visit',
      words: ['name', 'serial'],
      impersonal: ['client_id'],
      withhold: ['client_id', 'by_id'],
    },
    visit_times: {
      category: 'visits',
      of: 'visit_id in @visit',
      erase: { note: 'null' },
      impersonal: ['kind'],
      withhold: 'everything',
    },
    visit_files: {
      category: 'visits',
      of: 'visit_id in @visit',
      erase: 'delete',
      impersonal: ['kind', 'client_id', 'checklist_id'],
      withhold: ['client_id', 'by_id'],
    },
    visit_notices: {
      category: 'visits',
      of: 'visit_id in @visit',
      erase: { failure: 'null' },
      impersonal: ['key', 'kind'],
    },
    field_changes: {
      category: 'traces',
      of: 'visit_id in @visit',
      erase: { answer: 'scrubbed(answer)' },
      impersonal: ['client_id', 'device', 'type', 'status'],
      withhold: 'everything',
    },
    dispatch_proposals: {
      category: 'traces',
      of: `exists (select from privacy_scope s where s.request_id = $1 and s.kind = 'visit' and position(s.id in
             dispatch_proposals.before::text || dispatch_proposals.after::text || dispatch_proposals.changes::text) > 0)`,
      erase: {
        before: 'scrubbed(before)',
        after: 'scrubbed(after)',
        changes: 'scrubbed(changes)',
        state: `case when state = 'open' then 'discarded' else state end`,
      },
      impersonal: ['planner'],
      withhold: 'everything',
    },
  },
  impersonal: {
    territories: SETTINGS,
    skills: SETTINGS,
    technicians: STAFF,
    technician_skills: STAFF,
    technician_territories: STAFF,
    technician_absences: STAFF,
    technician_positions: STAFF,
    position_switches: STAFF,
    visit_kinds: SETTINGS,
    site_hours: 'opening hours of companies',
    visit_technicians: 'ids and times',
    visit_offers: 'ids and times',
    visit_moves: 'ids',
  },
});
