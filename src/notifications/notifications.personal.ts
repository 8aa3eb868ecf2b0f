import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('notifications', {
  tables: {
    notifications: {
      category: 'traces',
      of: 'ticket_id in @ticket',
      erase: { data: 'scrubbed(data)' },
      impersonal: ['kind', 'key', 'page_answer'],
      withhold: 'everything',
    },
  },
  impersonal: { notification_choices: 'about people of the house' },
});
