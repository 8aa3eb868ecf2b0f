import { definePersonalData } from '../platform/privacy/personal-data.js';

definePersonalData('report-requests', {
  finds: [{ kind: 'report-request', sql: 'select id from report_requests where contact_id in @contact' }],
  tables: {
    // The report is of the company; who asked for it is taken out.
    report_requests: {
      category: 'work',
      of: 'id in @report-request',
      erase: { contact_id: 'null', version: 'version + 1' },
      words: ['title', 'about', 'reason'],
      impersonal: ['asked_by', 'state'],
      withhold: ['owner_id', 'reviewer_id', 'made_by'],
    },
    report_request_events: {
      category: 'work',
      of: 'request_id in @report-request',
      erase: { actor_name: `case when actor_kind = 'contact' then '[erased]' else actor_name end` },
      words: ['data'],
      impersonal: ['type', 'actor_kind'],
      withhold: 'everything',
    },
    report_versions: { category: 'work', words: ['summary', 'review_note'], impersonal: ['state'] },
    report_dashboards: { category: 'work', words: ['tiles'] },
  },
  impersonal: {
    report_files: 'which files belong to a version',
    report_request_tickets: 'ids and states of visits',
    report_request_meetings: 'ids',
  },
});
