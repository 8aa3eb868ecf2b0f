import { definePersonalData } from '../platform/privacy/personal-data.js';

const SETTINGS = 'settings of the house';
const FIGURES = 'amounts, days and ids';

definePersonalData('billing', {
  tables: {
    billing_profiles: {
      category: 'agreements',
      of: 'contact_id in @contact',
      // Who gets a company's invoices; the company stays.
      erase: { contact_id: 'null' },
      words: ['legal_name', 'tax_number', 'address'],
      impersonal: ['language'],
    },
    // Tax law wants invoices as they were issued, with whom they were issued to: for them alone nothing is taken out.
    invoices: {
      category: 'agreements',
      words: ['notes', 'send_problem'],
      impersonal: ['kind', 'series', 'ref', 'period', 'currency', 'state', 'taxes', 'bill_to', 'language', 'reference'],
    },
    invoice_runs: { category: 'traces', words: ['problems'], impersonal: ['state', 'by_kind', 'by_name'] },
    payments: {
      category: 'agreements',
      words: ['note', 'reversed_why'],
      impersonal: ['currency', 'method', 'reference', 'outside_id', 'by_name'],
    },
    invoice_letters: { category: 'work', words: ['problem'] },
  },
  impersonal: {
    tax_rates: SETTINGS,
    billing_settings: SETTINGS,
    invoice_series: FIGURES,
    invoice_lines: 'what was invoiced, as tax law wants it kept',
    billing_progress: FIGURES,
    billed_extras: FIGURES,
    payment_connections: SETTINGS,
    dunning_steps: SETTINGS,
    contract_files: 'which files belong to a contract, and who of the house put them there',
  },
});
