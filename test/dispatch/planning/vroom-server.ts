import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands in for a VROOM: refuses what VROOM's documentation (docs/API.md) does not allow, and answers in its form. It gives
 * each vehicle the jobs that it may do, by their first window: a poor plan, in the right shape.
 */
export class VroomServer {
  readonly asked: Body[] = [];
  private readonly server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const body = JSON.parse(text) as Body;
      const problems = request.method === 'POST' ? problemsOf(body) : ['POST only'];
      this.asked.push(body);
      response.writeHead(problems.length > 0 ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(problems.length > 0 ? { code: 2, error: problems.join('; ') } : answer(body)));
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

interface Body {
  jobs: Record<string, unknown>[];
  vehicles: Record<string, unknown>[];
  matrices: Record<string, { durations: number[][]; distances?: number[][]; costs?: number[][] }>;
}

const JOB = 'id description location location_index setup service delivery pickup skills priority time_windows'.split(
  ' ',
);
const VEHICLE = (
  'id profile description start start_index end end_index capacity costs skills type time_window breaks speed_factor ' +
  'max_tasks max_travel_time max_distance steps'
).split(' ');
const BREAK = 'id time_windows service description max_load'.split(' ');

const whole = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const wholes = (value: unknown): boolean => Array.isArray(value) && value.every(whole);
const window = (value: unknown): boolean =>
  wholes(value) && (value as number[]).length === 2 && (value as [number, number])[0] <= (value as [number, number])[1];

function problemsOf(body: Body): string[] {
  const problems: string[] = [];
  const must = (good: boolean, what: string): void => {
    if (!good) problems.push(what);
  };
  const only = (object: object, names: string[], what: string): void =>
    Object.keys(object).forEach((name) => must(names.includes(name), `${what}: no such key ${name}`));
  only(body, ['jobs', 'shipments', 'vehicles', 'matrices', 'distribute_options'], 'input');
  const size = body.matrices['car']?.durations.length ?? 0;
  for (const table of Object.values(body.matrices).flatMap((m) => [m.durations, m.distances ?? m.durations]))
    must(
      table.length === size && table.every((row) => row.length === size && wholes(row)),
      'matrix: square, of whole numbers',
    );
  const amounts = (body.vehicles[0]?.['capacity'] as number[] | undefined)?.length;
  for (const job of body.jobs) {
    only(job, JOB, 'job');
    must(whole(job['id']) && whole(job['service']), 'job: id and service are whole');
    must(whole(job['location_index']) && (job['location_index'] as number) < size, 'job: location_index in the matrix');
    must(
      wholes(job['delivery']) && (job['delivery'] as number[]).length === amounts,
      'job: delivery as long as capacity',
    );
    must(wholes(job['skills']), 'job: skills');
    must(whole(job['priority']) && (job['priority'] as number) <= 100, 'job: priority 0 to 100');
    must(
      (job['time_windows'] as unknown[]).length > 0 && (job['time_windows'] as unknown[]).every(window),
      'job: windows',
    );
  }
  for (const vehicle of body.vehicles) {
    only(vehicle, VEHICLE, 'vehicle');
    must(whole(vehicle['id']), 'vehicle: id');
    must('start_index' in vehicle || 'end_index' in vehicle, 'vehicle: start or end');
    must(wholes(vehicle['capacity']) && (vehicle['capacity'] as number[]).length === amounts, 'vehicle: capacity');
    must(window(vehicle['time_window']) && wholes(vehicle['skills']), 'vehicle: window and skills');
    for (const pause of vehicle['breaks'] as Record<string, unknown>[]) {
      only(pause, BREAK, 'break');
      must(
        whole(pause['id']) && whole(pause['service']) && (pause['time_windows'] as unknown[]).every(window),
        'break',
      );
    }
  }
  must(new Set(body.jobs.map((job) => job['id'])).size === body.jobs.length, 'job ids differ');
  return problems;
}

function answer(body: Body): object {
  const left = body.jobs.toSorted((a, b) => first(a) - first(b));
  const routes = body.vehicles.map((vehicle) => {
    const skills = vehicle['skills'] as number[];
    const mine = left
      .filter((job) => (job['skills'] as number[]).every((skill) => skills.includes(skill)))
      .slice(0, Math.ceil(body.jobs.length / body.vehicles.length) + 1);
    mine.forEach((job) => left.splice(left.indexOf(job), 1));
    const steps = mine.map((job) => ({
      type: 'job',
      id: job['id'],
      job: job['id'],
      arrival: first(job),
      waiting_time: 0,
    }));
    return {
      vehicle: vehicle['id'],
      cost: 0,
      steps: [{ type: 'start', arrival: 0 }, ...steps, { type: 'end', arrival: 0 }],
    };
  });
  return { code: 0, summary: {}, unassigned: left.map((job) => ({ id: job['id'], type: 'job' })), routes };
}

const first = (job: Record<string, unknown>): number => (job['time_windows'] as [number, number][])[0]![0];
