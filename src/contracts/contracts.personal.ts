import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('contracts', {
  impersonal: {
    packages: 'what the house sells',
    contracts: 'of companies: number, dates and states',
  },
});
