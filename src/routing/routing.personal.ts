import { definePersonalData } from '../platform/privacy/personal-data.js';

const STAFF = 'about people of the house';

definePersonalData('routing', {
  tables: {
    rules: {
      category: 'work',
      words: ['name', 'about', 'condition', 'actions'],
      impersonal: ['events', 'time', 'shipped'],
    },
    rule_versions: { category: 'work', words: ['definition'], impersonal: ['by_name'] },
    rule_firings: {
      category: 'work',
      of: 'ticket_id in @ticket',
      erase: {
        matched: 'scrubbed(matched)',
        effects: 'scrubbed(effects)',
        undone: 'scrubbed(undone)',
      },
      impersonal: ['event', 'outcome'],
    },
    rule_deliveries: { category: 'work', words: ['url', 'error'], impersonal: ['state'] },
    assignment_waiting: {
      category: 'work',
      of: 'ticket_id in @ticket',
      erase: 'delete',
      withhold: 'everything',
    },
    assignment_offers: {
      category: 'work',
      of: 'ticket_id in @ticket',
      erase: { because: 'scrubbed(because)' },
      impersonal: ['state'],
      withhold: 'everything',
    },
  },
  impersonal: {
    rule_marks: 'ids and times',
    attendance: STAFF,
    team_assignment: 'settings of the house',
    assignment_people: STAFF,
    person_skills: STAFF,
    inbox_skills: 'settings of the house',
    channel_weights: 'settings of the house',
    assignment_takings: 'ids and times',
  },
});
