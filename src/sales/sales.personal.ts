import { definePersonalData } from '../platform/privacy/personal-data.js';

/** The others hold ids, amounts and names of stages. */
const SAID = `'deal.note', 'deal.title-changed', 'deal.prospect-changed', 'proposal.asked', 'proposal.accepted'`;

definePersonalData('sales', {
  finds: [
    { kind: 'deal', sql: 'select id from deals where contact_id in @contact' },
    { kind: 'activity', sql: 'select id from activities where contact_id in @contact or deal_id in @deal' },
  ],
  tables: {
    deals: {
      category: 'work',
      of: 'id in @deal',
      erase: {
        // Made of what they wrote, often.
        title: `'[erased]'`,
        // Who has neither company nor contact is known by this name alone: something must stand there.
        prospect: `case when prospect is null then null else '[erased]' end`,
        lost_note: 'null',
        version: 'version + 1',
      },
      impersonal: ['state', 'currency', 'segment'],
      withhold: ['lost_note', 'lost_reason_id', 'owner_id', 'team_id'],
    },
    deal_events: {
      category: 'work',
      of: 'deal_id in @deal',
      erase: {
        actor_name: `case when actor_kind = 'contact' then '[erased]' else actor_name end`,
        data: `case when type in (${SAID}) then scrubbed(data) else data end`,
      },
      impersonal: ['type', 'actor_kind'],
      withhold: 'everything',
    },
    deal_tickets: {
      category: 'work',
      of: 'deal_id in @deal',
      erase: { place: 'null' },
      impersonal: ['kind', 'visit_kind', 'visit_state', 'cost_currency', 'cost_of'],
      withhold: ['cost', 'cost_currency', 'cost_of'],
    },
    activities: {
      category: 'work',
      of: 'id in @activity',
      erase: {
        subject: `'[erased]'`,
        attendees: `'[]'`,
        notes: 'null',
        outcome: 'null',
        place: 'null',
        version: 'version + 1',
      },
      impersonal: ['kind'],
      withhold: ['notes', 'outcome'],
    },
    activity_invitations: {
      category: 'work',
      of: 'activity_id in @activity or contact_id in @contact',
      // Part of the key: each stays another one.
      erase: { address: `'erased-' || md5(address)`, told: `''` },
      impersonal: ['state', 'answer', 'problem'],
    },
    proposals: {
      category: 'agreements',
      of: 'deal_id in @deal',
      erase: {
        accepted_name: `case when accepted_name is null then null else '[erased]' end`,
        accepted_from: 'null',
        intro: `''`,
        version: 'version + 1',
      },
      words: ['lines'],
      impersonal: ['state', 'language', 'currency', 'kind'],
    },
  },
  impersonal: {
    visit_rates: 'settings of the house',
    proposal_letters: 'ids and times of letters',
    pipelines: 'settings of the house',
    deal_stages: 'settings of the house',
    deal_choices: 'settings of the house',
    calendar_feeds: 'about people of the house',
    public_packages: 'what the house shows',
    contact_forms: 'marks of forms, without a word of them',
  },
});
