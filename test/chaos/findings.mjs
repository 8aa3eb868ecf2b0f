/** What a run found out, line by line. */
import { isDeepStrictEqual } from 'node:util';

const SHOWN = 300;

export class Findings {
  failures = [];

  section(title) {
    process.stdout.write(`\n${title}\n`);
  }

  note(text) {
    process.stdout.write(`  ${text}\n`);
  }

  holds(what, good, otherwise = '') {
    process.stdout.write(`  ${good ? 'holds' : 'WRONG'}  ${what}${good || !otherwise ? '' : `: ${otherwise}`}\n`);
    if (!good) this.failures.push(otherwise ? `${what}: ${otherwise}` : what);
  }

  same(what, found, wanted) {
    const text = (value) => JSON.stringify(value).slice(0, SHOWN);
    this.holds(what, isDeepStrictEqual(found, wanted), `${text(found)} instead of ${text(wanted)}`);
  }
}
