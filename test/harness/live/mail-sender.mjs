/** A mail server as it stands in the world: keeps its connection, and tries again until it hears 250. */
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import { pause } from './processes.mjs';

export class MailSender {
  #connection;

  constructor(port, { name = 'mx.customer.example' } = {}) {
    this.port = port;
    this.name = name;
  }

  /** Resolves when the other side has said 250. */
  async send({ from, to, raw }) {
    const connection = await this.#connected();
    return new Promise((done, fail) => {
      const lost = () => fail(new Error('the connection was lost'));
      connection.once('end', lost);
      connection.send({ from, to }, raw, (error, info) => {
        connection.off('end', lost);
        if (error) return fail(error);
        done(info);
      });
    });
  }

  /** Like a real mail server's queue: the same mail again after every failure that may pass. Gives the number of tries. */
  async sendUntilAccepted(mail, { stopAfterMs = 180_000, waitMs = 150 } = {}) {
    const end = Date.now() + stopAfterMs;
    for (let tries = 1; ; tries += 1) {
      try {
        await this.send(mail);
        return tries;
      } catch (error) {
        if (error.responseCode >= 500) throw error;
        if (Date.now() > end) throw error;
        // A half-done transaction would stand in the way of the next one.
        this.#drop();
        await pause(waitMs);
      }
    }
  }

  async #connected() {
    if (this.#connection) return this.#connection;
    const connection = new SmtpConnection({
      host: '127.0.0.1',
      port: this.port,
      name: this.name,
      ignoreTLS: true,
      connectionTimeout: 10_000,
      socketTimeout: 30_000,
    });
    await new Promise((done, fail) => {
      connection.once('error', fail);
      connection.once('end', () => fail(new Error('the connection was refused')));
      connection.connect(() => done());
    });
    connection.removeAllListeners('end');
    connection.on('error', () => this.#drop());
    connection.on('end', () => this.#drop());
    this.#connection = connection;
    return connection;
  }

  #drop() {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.close();
  }

  close() {
    this.#connection?.quit();
    this.#connection = undefined;
  }
}
