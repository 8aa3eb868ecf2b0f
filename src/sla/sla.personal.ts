import { definePersonalData } from '../platform/privacy/personal-data.js';

const SETTINGS = 'settings of the house';
const FIGURES = 'times, targets and ids, from which promises are counted';

definePersonalData('sla', {
  tables: {
    sla_marks: { category: 'work', words: ['by_name'], impersonal: ['kind'] },
    sla_ledger: { category: 'work', words: ['data'], impersonal: ['kind', 'target', 'level'] },
  },
  impersonal: {
    sla_policies: SETTINGS,
    sla_policy_versions: SETTINGS,
    sla_revision: SETTINGS,
    sla_rotas: SETTINGS,
    sla_clocks: FIGURES,
  },
});
