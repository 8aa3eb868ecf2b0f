/** A desk with nothing to do: how much memory it holds, and how soon it is back. */
import { pause, proportionalMemory, tree } from '../../harness/live/processes.mjs';
import { startFloor } from '../floors/floor-process.mjs';

const MEGABYTE = 1_048_576;

export async function measureRest({ desk, report, size }) {
  report.section('At rest');
  const stopped = await desk.stop();
  report.expect(stopped < 10_000, `stopping took ${(stopped / 1_000).toFixed(1)} s`);
  const bare = await startFloor('./start-floor.mjs');
  const bareMemory = proportionalMemory(tree(bare.pid, bare.postmaster));
  await bare.close();

  const ready = await desk.start();
  report.figure({
    what: 'second start to ready',
    value: ready / 1_000,
    unit: 's',
    aim: { atMost: 4 },
    floor: { what: 'bare Node, PostgreSQL and one query', value: bare.seconds },
  });
  await pause(size.idleSeconds * 1_000);
  const memory = proportionalMemory(tree(desk.pid, desk.postmaster));
  report.figure({
    what: 'memory of everything, PostgreSQL included (PSS)',
    value: memory && memory / MEGABYTE,
    unit: 'MB',
    aim: { atMost: 400 },
    floor: { what: 'bare Node and PostgreSQL', value: bareMemory / MEGABYTE },
  });
  report.note(`stopped in ${(stopped / 1_000).toFixed(1)} s`);
}
