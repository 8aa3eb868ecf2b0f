import { definePersonalData } from '../platform/privacy/personal-data.js';

const SETTINGS = 'settings of the house';

definePersonalData('contracts', {
  tables: {
    contracts: {
      category: 'agreements',
      words: ['reference', 'notes'],
      impersonal: ['number', 'kind', 'term', 'state', 'billing', 'renewal', 'allowances'],
    },
    contract_lines: { category: 'agreements', words: ['text'], impersonal: ['period', 'per', 'currency'] },
    contract_events: {
      category: 'agreements',
      words: ['data', 'actor_name'],
      impersonal: ['type', 'actor_kind'],
    },
    contract_signatures: {
      category: 'agreements',
      words: ['name', 'role', 'by_name'],
      impersonal: ['side', 'way', 'proposal_ref'],
    },
    entitlement_uses: { category: 'agreements', words: ['source', 'note'], impersonal: ['what'] },
  },
  impersonal: {
    packages: 'what the house sells',
    package_prices: 'what the house sells',
    price_indexes: SETTINGS,
    price_index_rates: SETTINGS,
    contract_sites: 'ids',
  },
});
