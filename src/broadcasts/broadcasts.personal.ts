import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('broadcasts', {
  tables: {
    broadcasts: {
      category: 'broadcasts',
      words: ['name', 'audience', 'content', 'problem'],
      impersonal: ['state', 'zone'],
    },
    broadcast_recipients: {
      category: 'broadcasts',
      of: 'contact_id in @contact',
      erase: {
        address: 'null',
        state: `case when state = 'waiting' then 'stopped' else state end`,
      },
      impersonal: ['reason'],
    },
  },
});
