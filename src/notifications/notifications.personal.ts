import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('notifications', {
  tables: {
    notifications: {
      category: 'traces',
      of: `ticket_id in @ticket or exists (select from privacy_scope s where s.request_id = $1 and s.kind = 'activity'
             and position(s.id in notifications.key) > 0)`,
      erase: { data: 'scrubbed(data)' },
      impersonal: ['kind', 'key', 'page_answer'],
      withhold: 'everything',
    },
  },
  impersonal: { notification_choices: 'about people of the house' },
});
