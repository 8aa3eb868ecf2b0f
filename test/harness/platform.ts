import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Config } from '../../src/platform/config.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { Logs } from '../../src/platform/telemetry/logs.js';
import { makeDatabase, type TestDatabase } from './database.js';

export interface Parts {
  providers?: Type[];
  controllers?: Type[];
}

/** The platform alone, with listeners, jobs and routes of a test's own on top. */
export class TestPlatform {
  private constructor(
    readonly nest: INestApplication,
    private readonly database: TestDatabase,
    private readonly folder: string,
  ) {}

  static async boot(
    parts: Parts,
    settings: Record<string, string> = {},
    database?: TestDatabase,
  ): Promise<TestPlatform> {
    const own = database ?? (await makeDatabase());
    const folder = mkdtempSync(join(tmpdir(), 'frontdesk-platform-'));
    const config = Config.fromEnvironment({
      DATABASE_URL: own.url,
      DATA_DIR: folder,
      PORT: '0',
      SMTP_PORT: '0',
      LOG_LEVEL: 'silent',
      SECRET_KEY: 'a secret for tests, which is not one',
      ...settings,
    });
    Logs.setLevel(config.get('LOG_LEVEL'));
    @Module({ imports: [PlatformModule.forRoot(config)], ...parts })
    class Room {}
    const nest = await NestFactory.create(Room, { logger: false, abortOnError: false });
    try {
      await nest.init();
    } catch (error) {
      await nest.close().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
      await own.drop();
      throw error;
    }
    return new TestPlatform(nest, own, folder);
  }

  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.nest.get<T>(token as Type<T>, { strict: false });
  }

  get db(): DataSource {
    return this.get(DataSource);
  }

  async close(): Promise<void> {
    await this.nest.close();
    rmSync(this.folder, { recursive: true, force: true });
    await this.database.drop();
  }
}

/** Waits for what comes by itself; fails with `what` when it does not. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`did not happen within ${withinMs} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}
