import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('privacy', {
  tables: {
    privacy_requests: {
      category: 'consent',
      of: 'contact_id in @contact',
      // That it was asked, when and what became of it is the proof that it was answered.
      erase: { verified_by: 'null', reason: 'null' },
      impersonal: ['kind', 'law', 'state', 'came_by', 'language', 'progress', 'known_by', 'file_key'],
      files: ['file_key'],
      withhold: ['progress', 'known_by', 'file_key', 'file_size'],
    },
    privacy_holds: { category: 'consent', of: 'contact_id in @contact', words: ['reason'], withhold: 'everything' },
  },
});
