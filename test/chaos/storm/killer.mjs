/** Ends the server without warning, at moments that nobody chose but the seed. */
import { pause } from '../../harness/live/processes.mjs';

/** Into the middle of something, not only between two things. */
const AFTER_AT_MOST_MS = 250;

export class Killer {
  kills = 0;
  databaseKills = 0;
  #seen = 0;
  #moments;
  #database;
  #busy = Promise.resolve();
  #fail;

  /** Rejects when a stroke fails: the server did not come back, or had ended before. */
  failed = new Promise((_, fail) => (this.#fail = fail));

  /** Spread over everything that is to be accepted, so that each part of the run is hit. */
  constructor({ desk, random, kills, of, database = true }) {
    this.desk = desk;
    this.random = random;
    const share = of / (kills + 2);
    this.#moments = Array.from({ length: kills + Number(database) }, (_, at) =>
      Math.floor(share * (at + 0.5 + random.next() * 0.8)),
    );
    this.#database = database ? random.between(1, kills - 1) : Infinity;
  }

  /** One more was accepted. */
  progress() {
    this.#seen += 1;
    while (this.#moments.length > 0 && this.#seen >= this.#moments[0]) {
      this.#moments.shift();
      this.#busy = this.#busy.then(() => this.#strike());
      this.#busy.catch(this.#fail);
    }
  }

  async #strike() {
    await pause(this.random.between(0, AFTER_AT_MOST_MS));
    if (this.databaseKills === 0 && this.kills >= this.#database) {
      this.databaseKills += 1;
      return this.desk.killDatabase();
    }
    this.kills += 1;
    if (!this.desk.runs) throw new Error('the server had ended by itself');
    await this.desk.kill();
    await this.desk.start();
  }

  /** The last stroke is over and the server is back. */
  async rest() {
    await this.#busy;
  }
}
