import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('knowledge', {
  tables: {
    // What the house writes for everybody. A name that got into an example is taken out.
    knowledge_articles: {
      category: 'broadcasts',
      words: ['tags'],
      impersonal: ['state', 'audience', 'source', 'source_id', 'source_url'],
    },
    knowledge_translations: {
      category: 'broadcasts',
      words: ['title', 'summary', 'body', 'live_title', 'live_summary', 'live_body', 'live_text'],
      impersonal: ['language', 'slug'],
    },
    knowledge_versions: {
      category: 'broadcasts',
      words: ['title', 'summary', 'body'],
      impersonal: ['language', 'what'],
    },
    knowledge_feedback: {
      category: 'traces',
      of: 'account_id in @portal-account',
      erase: 'delete',
      words: ['said'],
      impersonal: ['language', 'reader', 'state'],
      withhold: ['reader', 'done_by'],
      order: -20,
    },
    knowledge_searches: { category: 'traces', words: ['query'], impersonal: ['language'] },
  },
  impersonal: {
    knowledge_categories: 'what the house calls its shelves',
    knowledge_slugs: 'addresses of articles',
    knowledge_article_packages: 'ids',
    knowledge_counts: 'figures of articles',
    knowledge_lexicon: 'single words of what is published, made anew from it',
  },
});
