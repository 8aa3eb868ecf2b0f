/** One line for each figure: what, how much, what was aimed at, and how far from a floor measured in the same run. */
export class Report {
  failures = [];

  section(title) {
    process.stdout.write(`\n${title}\n`);
  }

  note(text) {
    process.stdout.write(`  ${text}\n`);
  }

  /**
   * `aim` is `{atMost}` or `{atLeast}`; without one it is told and not judged. `floor` is the least that such a thing can cost (or the most that can pass), by
   * bare means, measured on this machine in this run.
   */
  figure({ what, value, unit, aim, floor }) {
    if (value === undefined) return this.note(`${what}: cannot be measured on this system`);
    const against = floor
      ? `${ratio(value, floor.value)} × the floor of ${number(floor.value)} ${unit} (${floor.what})`
      : '';
    process.stdout.write(
      `  ${what.padEnd(52)} ${`${number(value)} ${unit}`.padStart(14)}   ${verdict(value, unit, aim)}   ${against}\n`,
    );
  }

  /** Something is wrong, not slow: lost, doubled, refused. Only this makes the run fail. */
  fail(what) {
    this.failures.push(what);
    process.stdout.write(`  WRONG: ${what}\n`);
  }

  expect(good, what) {
    if (!good) this.fail(what);
  }
}

/** As wide where nothing was aimed at. */
function verdict(value, unit, aim) {
  if (!aim) return ' '.repeat(25);
  const [met, aimed] =
    aim.atMost === undefined ? [value >= aim.atLeast, `≥ ${aim.atLeast}`] : [value <= aim.atMost, `≤ ${aim.atMost}`];
  return `aim ${`${aimed} ${unit}`.padEnd(14)} ${met ? 'met   ' : 'missed'}`;
}

const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const ratio = (value, floor) => (floor > 0 ? (value / floor).toFixed(value / floor >= 10 ? 0 : 2) : '∞');
