import { definePersonalData } from '../../platform/privacy/personal-data.js';

definePersonalData('api', {
  tables: {
    api_deliveries: {
      category: 'traces',
      of: 'message_id in @message',
      erase: { answer: `''` },
      impersonal: ['url', 'outcome'],
      withhold: 'everything',
    },
  },
});
