/** Working time: a million deadlines, and a million questions answered twice. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const DAY = 86_400_000;
const MINUTE = 60_000;
/** On office hours, this many minutes reach over thirty days. */
const HORIZON_MINUTES = 22 * 8 * 60;
const ZONES = ['America/Sao_Paulo', 'America/New_York', 'Europe/Lisbon', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
const OFFICE = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
];

export async function measureHours({ report, size }) {
  report.section(
    `Working time: ${size.deadlines} deadlines over 30 days, ${size.hoursCases} cases against the minute walker`,
  );
  const { CompiledCalendar, due } = await import(join(root, 'dist/src/hours/business-time.rules.js'));
  const calendars = ZONES.map(
    (timezone) =>
      new CompiledCalendar({
        timezone,
        hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, OFFICE])),
        holidays: ['2026-01-01', '2026-04-03', '2026-05-01', '2026-09-07', '2026-12-25'],
      }),
  );
  const year = Date.UTC(2026, 0, 1);
  const pauses = Array.from({ length: 64 }, (_, at) => {
    const from = year + at * 5.5 * DAY;
    return [{ from: new Date(from), to: new Date(from + 7 * 60 * MINUTE) }];
  });
  let latest = 0;
  const began = performance.now();
  for (let at = 0; at < size.deadlines; at += 1) {
    const start = new Date(year + ((at * 7_919) % (330 * 1_440)) * MINUTE);
    const found = due(calendars[at % calendars.length], start, 1 + ((at * 104_729) % HORIZON_MINUTES), pauses[at % 64]);
    latest = Math.max(latest, found.getTime());
  }
  const seconds = (performance.now() - began) / 1_000;
  report.expect(latest > year, 'nothing was due');
  report.figure({
    what: 'a million deadlines on one core',
    value: (seconds * 1_000_000) / size.deadlines,
    unit: 's',
    aim: { atMost: 20 },
  });
  const walked = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', 'src/hours/oracle', '--maxWorkers=1'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, HOURS_CASES: String(size.hoursCases) },
  });
  report.expect(walked.status === 0, `the rules and the minute walker disagree:\n${walked.stderr.slice(-4_000)}`);
  if (walked.status === 0) report.note(`the minute walker agrees in ${size.hoursCases} cases`);
}
