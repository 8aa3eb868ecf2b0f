import { Injectable } from '@nestjs/common';
import { Job } from '../../src/platform/jobs/job.decorators.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { TestPlatform, until } from '../harness/platform.js';

declare module '../../src/platform/jobs/job.decorators.js' {
  interface JobData {
    'kettle.boil': { cup: number };
    'kettle.tick': Record<string, never>;
    'kettle.spill': { cup: number };
  }
}

const boiled: number[] = [];
let ticks = 0;
let spills = 0;
let running = 0;
let most = 0;

@Injectable()
class Kettle {
  @Job('kettle.boil')
  async boil({ cup }: { cup: number }) {
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setTimeout(done, 20));
    running -= 1;
    boiled.push(cup);
  }
  @Job('kettle.spill')
  async spill({ cup }: { cup: number }) {
    spills += 1;
    if (spills < 3) throw new Error('spilt');
    boiled.push(cup);
  }
  @Job('kettle.tick', { every: 100 })
  async tick() {
    ticks += 1;
  }
}

/** What jobs promise, whoever carries them. */
export function jobsContract(settings: () => Record<string, string>): void {
  let platform: TestPlatform;
  let jobs: Jobs;
  beforeAll(async () => {
    platform = await TestPlatform.boot({ providers: [Kettle] }, settings());
    jobs = platform.get(Jobs);
  });
  afterAll(() => platform?.close());
  beforeEach(() => {
    boiled.length = 0;
    spills = 0;
    most = 0;
  });

  it('are each done once, several at a time', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, cup) => jobs.add('kettle.boil', { cup })));

    await until('all are done', () => boiled.length >= 60);
    expect(new Set(boiled).size).toBe(60);
    expect(most).toBeGreaterThan(1);
  });

  it('are one job under one id while it waits', async () => {
    await Promise.all(
      Array.from({ length: 10 }, () => jobs.add('kettle.boil', { cup: 1 }, { id: 'one', delayMs: 200 })),
    );

    await until('it is done', () => boiled.length > 0);
    await new Promise((done) => setTimeout(done, 150));
    expect(boiled).toEqual([1]);
  });

  it('wait until they are due', async () => {
    const began = performance.now();
    await jobs.add('kettle.boil', { cup: 7 }, { delayMs: 400 });

    await until('it is done', () => boiled.includes(7));
    expect(performance.now() - began).toBeGreaterThan(390);
  });

  it('are tried again after a failure', async () => {
    await jobs.add('kettle.spill', { cup: 5 });

    await until('the third attempt succeeds', () => boiled.includes(5), 15_000);
    expect(spills).toBe(3);
  });

  it('stay as failed, for people to see, after the last attempt', async () => {
    await jobs.add('kettle.spill', { cup: 6 }, { attempts: 1 });

    await until('it has failed', async () => (await jobs.queue('work').getFailedCount()) === 1);
    expect(boiled).toEqual([]);
  });

  it('repeat by the clock', async () => {
    const before = ticks;

    await until('it ticks', () => ticks >= before + 3);
  });
}
