import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('posts', {
  tables: {
    posts: {
      category: 'broadcasts',
      words: ['text', 'problem', 'refusal'],
      impersonal: ['link', 'state', 'zone'],
    },
    post_targets: { category: 'broadcasts', words: ['error'], impersonal: ['state', 'external_id', 'url'] },
  },
});
