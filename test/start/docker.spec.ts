import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SETTINGS } from '../../src/platform/config.js';

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, unknown>;
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

/** Containers cannot be run in every place where the tests are; what can be checked without is checked here. */
describe.each(['docker/compose.yaml', 'docker/compose.scaled.yaml'])('%s', (file) => {
  const compose = parse(readFileSync(file, 'utf8'), { merge: true }) as Compose;
  const services = Object.entries(compose.services);
  const ours = services.filter(([, service]) => service.build);

  it('sets only what the configuration knows', () => {
    expect(ours.length).toBeGreaterThan(0);
    for (const [, { environment = {} }] of ours)
      expect(Object.keys(SETTINGS)).toEqual(expect.arrayContaining(Object.keys(environment)));
  });

  it('builds from a file that is there, and names only volumes and services that it has', () => {
    for (const [, service] of services) {
      if (service.build) expect(existsSync(service.build.dockerfile)).toBe(true);
      for (const volume of service.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      for (const other of Object.keys(service.depends_on ?? {})) expect(Object.keys(compose.services)).toContain(other);
    }
  });
});

describe('the image', () => {
  const lines = readFileSync('docker/Dockerfile', 'utf8');
  const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;

  it('runs scripts and files that exist', () => {
    for (const [, script] of lines.matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty([script!]);
    const command = /^CMD (\[.*\])$/m.exec(lines)?.[1] ?? '[]';
    expect(existsSync((JSON.parse(command) as string[]).at(-1)!)).toBe(true);
  });

  it('sets only what the configuration knows, and does not run as root', () => {
    const set = /^ENV (.*)$/m
      .exec(lines)![1]!
      .split(' ')
      .map((pair) => pair.split('=')[0]!);
    expect([...Object.keys(SETTINGS), 'NODE_ENV']).toEqual(expect.arrayContaining(set));
    expect(lines).toMatch(/^USER node$/m);
  });
});
