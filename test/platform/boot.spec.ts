import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Injectable } from '@nestjs/common';
import { Public } from '../../src/platform/http/access.decorators.js';
import { Job } from '../../src/platform/jobs/job.decorators.js';
import { defineEvents } from '../../src/platform/outbox/events.js';
import { Policy, Subscribe } from '../../src/platform/outbox/listeners.decorators.js';
import { TestPlatform, type Parts } from '../harness/platform.js';

declare module '../../src/platform/outbox/events.js' {
  interface Events {
    'ghost.seen': object;
    'house.built': object;
  }
}
declare module '../../src/platform/jobs/job.decorators.js' {
  interface JobData {
    'house.paint': object;
  }
}
// 'ghost.seen' has a type, but nobody says its name at run time.
defineEvents('house.built');

@Injectable()
class HearsGhosts {
  @Subscribe('ghost.seen', { name: 'ghosts.hear' })
  async hear() {}
}
@Injectable()
class JudgesGhosts {
  @Policy('ghost.seen', 4)
  async judge() {}
}
@Injectable()
class Painter {
  @Job('house.paint')
  async paint() {}
}
@Injectable()
class OtherPainter {
  @Job('house.paint')
  async paint() {}
}
@Injectable()
class Neighbour {
  @Subscribe('house.built', { name: 'neighbours.greet' })
  async greet() {}
}
@Injectable()
class SecondNeighbour {
  @Subscribe('house.built', { name: 'neighbours.greet' })
  async greet() {}
}
@Controller('cellar')
class OpenCellar {
  @Get()
  look() {
    return 'anybody could look';
  }
}
@Controller('garden')
class Garden {
  @Get()
  @Public('a garden is to be looked at')
  look() {
    return 'flowers';
  }
}

describe('the process refuses to start', () => {
  it.each<[string, Parts, string]>([
    [
      'with a subscriber of an event that nobody defines',
      { providers: [HearsGhosts] },
      '"ghosts.hear" listens to "ghost.seen"',
    ],
    [
      'with a policy on an event that nobody defines',
      { providers: [JudgesGhosts] },
      'a policy listens to "ghost.seen"',
    ],
    ['with two handlers of one job', { providers: [Painter, OtherPainter] }, '"house.paint" has two handlers'],
    ['with two subscribers of one name', { providers: [Neighbour, SecondNeighbour] }, 'two subscribers are named'],
    ['with a route that says not who may call it', { controllers: [OpenCellar] }, 'OpenCellar.look'],
  ])('%s', async (_, parts, reason) => {
    await expect(TestPlatform.boot(parts)).rejects.toThrow(reason);
  });

  it('and starts where all of that is in order', async () => {
    const platform = await TestPlatform.boot({ providers: [Painter, Neighbour], controllers: [Garden] });
    await platform.close();
  });
});

it('every job that has data has one handler in the house', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join('src', file), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, ''));
  const all = (pattern: RegExp, from: string[]): string[] =>
    from.flatMap((text) => [...text.matchAll(pattern)].map((m) => m[1]!));
  const declared = all(/'([a-z-]+\.[a-z-]+)':/g, all(/interface JobData \{([^]*?)\n {2}\}/g, sources));
  const handled = all(/@Job\(\s*'([^']+)'/g, sources);

  expect(declared.length).toBeGreaterThan(5);
  expect(handled.toSorted()).toEqual(declared.toSorted());
});
