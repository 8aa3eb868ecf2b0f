/** The least that a mail receiver can do: take the mail, write it down as it is, say 250. */
import pg from 'pg';
import { SMTPServer } from 'smtp-server';

const pool = new pg.Pool({ connectionString: process.env.FLOOR_DATABASE, max: 12 });

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      pool
        .query({
          name: 'mail',
          text: 'insert into mails (raw, at) values ($1, now())',
          values: [Buffer.concat(parts)],
        })
        .then(() => done(), done);
    });
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => process.send({ port: server.server.address().port }));
