import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('imports', {
  tables: {
    imports: {
      category: 'traces',
      words: ['file_name', 'by_name'],
      impersonal: ['source', 'kind', 'state', 'file_key', 'mapping', 'options', 'counts', 'shape', 'problem'],
      withhold: 'everything',
    },
    // Rows that were refused or skipped: what stands in them is what stands in the file. They go after some days.
    import_rows: {
      category: 'traces',
      words: ['given', 'errors'],
      impersonal: ['kind', 'plan', 'ref', 'parent'],
      withhold: 'everything',
    },
    import_journal: {
      category: 'traces',
      of: `target = 'contact' and target_id in @contact`,
      erase: 'delete',
      words: ['before'],
      impersonal: ['target', 'deed', 'kept'],
      withhold: 'everything',
    },
    import_refs: {
      category: 'traces',
      // Stays: by it an export that is read again knows them as erased, and does not bring them back.
      of: `target = 'contact' and target_id in @contact`,
      impersonal: ['source', 'account', 'target', 'ref'],
      withhold: 'everything',
    },
  },
});
