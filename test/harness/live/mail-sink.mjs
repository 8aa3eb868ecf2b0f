/** Somebody else's mail server: takes what the desk sends and remembers it. */
import { SMTPServer } from 'smtp-server';

export class MailSink {
  /** Every mail that was accepted, as it came. */
  mails = [];
  #server;

  static open() {
    const sink = new MailSink();
    sink.#server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onData: (stream, session, done) => {
        const parts = [];
        stream.on('data', (part) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map((recipient) => recipient.address);
          sink.mails.push({ to, raw: Buffer.concat(parts).toString('utf8') });
          done();
        });
      },
    });
    sink.#server.on('error', () => undefined);
    return new Promise((ready) => {
      sink.#server.listen(0, '127.0.0.1', () => {
        sink.port = sink.#server.server.address().port;
        ready(sink);
      });
    });
  }

  close() {
    return new Promise((done) => this.#server.close(done));
  }
}
