import { definePersonalData } from '../platform/privacy/personal-data.js';

const SETTINGS = 'settings of the house';
/** What promises and figures are made from: ids of statuses, priorities, modes. No word of anybody. */
const FACTS = `'ticket.status-changed', 'ticket.snoozed', 'ticket.mode-changed', 'ticket.merged-into', 'ticket.merged',
  'ticket.unmerged', 'ticket.split', 'ticket.priority-changed', 'ticket.team-changed', 'ticket.company-changed',
  'ticket.site-changed', 'ticket.assigned', 'message.cancelled'`;

definePersonalData('tickets', {
  finds: [{ kind: 'ticket', sql: 'select id from tickets where contact_id in @contact' }],
  tables: {
    tickets: {
      category: 'work',
      of: 'id in @ticket',
      erase: { subject: `'[erased]'`, fields: `'{}'`, version: 'version + 1' },
      words: ['tags'],
      impersonal: ['category', 'type', 'mode', 'channels', 'due_metric'],
    },
    ticket_events: {
      category: 'work',
      of: `ticket_id in @ticket or (actor_kind = 'contact' and actor_id in @contact)`,
      erase: {
        actor_name: `case when actor_kind = 'contact' then '[erased]' else actor_name end`,
        data: `case when type in (${FACTS}) then data else scrubbed(data) end`,
        because: 'scrubbed(because)',
      },
      impersonal: ['type', 'actor_kind'],
    },
    ticket_drafts: {
      category: 'work',
      of: 'ticket_id in @ticket',
      erase: 'delete',
      withhold: 'everything',
      impersonal: ['kind', 'channel'],
    },
    ticket_merges: {
      category: 'work',
      of: 'winner_id in @ticket or loser_id in @ticket',
      erase: { journal: 'scrubbed(journal)' },
      withhold: 'everything',
      words: ['by_name'],
    },
    bulk_changes: {
      category: 'work',
      of: `exists (select from privacy_scope s where s.request_id = $1 and s.kind = 'ticket'
             and position(s.id in bulk_changes.journal::text) > 0)`,
      erase: { journal: 'scrubbed(journal)' },
      withhold: 'everything',
    },
    ticket_views: { category: 'work', words: ['name', 'filter'], impersonal: ['icon', 'sort'] },
    canned_replies: { category: 'work', words: ['title', 'text'], impersonal: ['shortcut'] },
    macros: { category: 'work', words: ['name', 'actions'] },
  },
  impersonal: {
    statuses: SETTINGS,
    ticket_followers: 'ids',
    ticket_links: 'ids',
    ticket_tags: 'the tags of the house',
    search_words: 'words without whose they were; those that nobody else said go with an erasure',
    search_progress: 'ids',
  },
});
