import { quotesATicket } from '../../identity/quoted-ticket.rules.js';
import { definePersonalData } from '../../platform/privacy/personal-data.js';

definePersonalData('email', {
  tables: {
    mail_outbox: {
      category: 'originals',
      of: `message_id in @message or (message_id is null and ${quotesATicket('subject')})`,
      erase: 'delete',
      withhold: 'everything',
      order: -10,
    },
  },
  impersonal: {
    mail_cursors: 'how far a folder was read',
    mail_tombstones: 'how far a folder was read',
    mail_tokens: 'settings of the house',
  },
});
