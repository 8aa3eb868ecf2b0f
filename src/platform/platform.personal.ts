import { definePersonalData } from './privacy/personal-data.js';

definePersonalData('platform', {
  tables: {
    outbox: { category: 'traces', words: ['fact'], impersonal: ['name', 'correlation_id'], withhold: 'everything' },
  },
  impersonal: {
    idempotency_keys: 'answers, sealed, gone within a day',
    migrations: 'which changes of tables were made',
    privacy_scope: 'ids, while a request is worked on',
    privacy_tombstones: 'ids',
    privacy_settings: 'settings',
    retention_rules: 'settings',
    retention_runs: 'what went when, as counts',
  },
});
