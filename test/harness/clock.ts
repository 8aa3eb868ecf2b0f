import { jest } from '@jest/globals';
import { Clock } from '../../src/platform/clock.js';
import type { TestApp } from './app.js';

/** Moves the application's time. `passed(app, 60_000)` is a minute later, for everything that asks the clock. */
export function passed(app: TestApp, ms: number): void {
  const clock = app.get(Clock);
  const millis = clock.millis() + ms - Date.now();
  jest.spyOn(clock, 'millis').mockImplementation(() => Date.now() + millis);
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(Date.now() + millis));
}

/** The application's time stands still until `passed` lets it go on: for what must all happen within one window. */
export function stopped(app: TestApp): void {
  const clock = app.get(Clock);
  const millis = clock.millis();
  jest.spyOn(clock, 'millis').mockImplementation(() => millis);
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(millis));
}

/** The application's time goes on from this moment: for a spec that names days, which must not be over when it runs. */
export const goneTo = (app: TestApp, moment: string): void => passed(app, Date.parse(moment) - app.get(Clock).millis());

/** Where it is eight in the morning now: a day lies ahead there, at whatever hour this runs. */
export function morningZone(now: Date): string {
  const offset = ((8 - now.getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${offset < 0 ? '+' : '-'}${Math.abs(offset)}`;
}
