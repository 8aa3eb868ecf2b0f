import { definePersonalData } from '../../platform/privacy/personal-data.js';

/** The floor of a line: a law may want recordings kept for a while, whoever asks. */
const FLOOR = `make_interval(days => coalesce(nullif(i.settings ->> 'keepAtLeastDays', '')::int, 0))`;

definePersonalData('calls', {
  finds: [
    {
      kind: 'call',
      sql: `select id from calls where ticket_id in @ticket or message_id in @message
              or "from" in (select value from contact_identities where id in @identity and kind = 'phone')
              or "to" in (select value from contact_identities where id in @identity and kind = 'phone')`,
    },
    {
      kind: 'recording',
      sql: `select r.id from call_recordings r join inboxes i on i.id = r.inbox_id
            where r.call_id in @call and r.at + ${FLOOR} <= now()`,
    },
    { kind: 'blob', sql: 'select blob_key as id from call_recordings where id in @recording and blob_key is not null' },
  ],
  tables: {
    call_transcripts: {
      category: 'calls',
      of: 'call_id in @call',
      erase: 'delete',
      impersonal: ['kind', 'engine'],
      withhold: ['words'],
    },
    call_recordings: {
      category: 'calls',
      of: 'id in @recording',
      erase: {
        state: `'deleted'`,
        blob_key: 'null',
        sid: `'erased:' || id`,
        deleted_at: 'coalesce(deleted_at, now())',
      },
      impersonal: ['kind', 'type'],
      files: ['blob_key'],
      withhold: ['sid', 'blob_key'],
    },
    call_parts: {
      category: 'calls',
      of: 'call_id in @call',
      erase: { phone: 'null', sid: 'null' },
      impersonal: ['kind', 'label', 'state'],
      withhold: ['sid', 'user_id'],
    },
    call_backs: {
      category: 'calls',
      of: 'call_id in @call or ticket_id in @ticket',
      erase: { number: `'erased:' || id`, state: `'done'`, done_at: 'coalesce(done_at, now())' },
      impersonal: ['why'],
    },
    simulated_calls: {
      category: 'calls',
      of: 'sid in (select sid from calls where id in @call)',
      erase: 'delete',
      withhold: 'everything',
      order: -10,
    },
    calls: {
      category: 'calls',
      of: 'id in @call',
      erase: {
        from: `case when direction = 'in' then '' else "from" end`,
        to: `case when direction = 'out' then '' else "to" end`,
        caller_name: 'null',
        facts: 'scrubbed(facts)',
        sid: 'null',
        conference_sid: 'null',
        flow: 'null',
      },
      impersonal: ['channel', 'direction', 'language', 'state', 'outcome', 'waits_at'],
      withhold: ['sid', 'conference_sid', 'flow', 'declined', 'facts'],
    },
    paged_calls: {
      category: 'traces',
      of: 'reference in (select id::text from notifications where ticket_id in @ticket)',
      erase: 'delete',
      impersonal: ['language', 'state'],
      withhold: 'everything',
    },
  },
  impersonal: {
    call_catch_ups: 'until when calls are known',
    call_flows: 'settings of the house',
    extensions: 'settings of the house',
  },
});
