import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('customers', {
  finds: [
    {
      kind: 'contact',
      sql: `with recursive part as (
              select id from contacts where id in @contact
              union select c.id from contacts c join part on c.merged_into_id = part.id
            ) select id from part`,
    },
    { kind: 'identity', sql: 'select id from contact_identities where contact_id in @contact' },
  ],
  tables: {
    contacts: {
      category: 'person',
      of: 'id in @contact',
      // The row stays, for figures to count by; it says nothing and leads nowhere.
      erase: {
        name: `'[erased]'`,
        title: 'null',
        language: 'null',
        company_id: 'null',
        notes: 'null',
        tags: `'{}'`,
        fields: `'{}'`,
        special: 'false',
        deleted_at: 'coalesce(deleted_at, now())',
        version: 'version + 1',
      },
    },
    contact_identities: {
      category: 'person',
      of: 'id in @identity',
      erase: {
        value: `'erased:' || id`,
        display: `'[erased]'`,
        undeliverable_reason: 'null',
        valid_to: 'coalesce(valid_to, now())',
      },
      impersonal: ['kind', 'channel', 'scope'],
      // Whoever has this address now is somebody else, or somebody new.
      sweep: false,
    },
    contact_merges: {
      category: 'person',
      of: 'winner_id in @contact or loser_id in @contact',
      erase: 'delete',
      withhold: ['entries'],
    },
    contact_views: { category: 'traces', of: 'contact_id in @contact', erase: 'delete', impersonal: ['place'] },
    companies: { category: 'agreements', words: ['name', 'notes', 'tags', 'fields'], impersonal: ['segment'] },
    sites: { category: 'agreements', words: ['name', 'address', 'access_notes'], impersonal: ['timezone'] },
  },
  impersonal: {
    company_domains: 'domains of companies',
    custom_fields: 'settings of the house',
    suppressions: 'hashes that nobody can read back',
  },
});
