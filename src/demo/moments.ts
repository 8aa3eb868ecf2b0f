import { v7 } from 'uuid';
import type { Dice } from './dice.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** São Paulo has had no daylight saving time since 2019. */
const OFFSET = -3 * HOUR;
const OPENS = 8;
const CLOSES = 18;

export const hourOf = (at: number): number => new Date(at + OFFSET).getUTCHours();
const weekdayOf = (at: number): number => new Date(at + OFFSET).getUTCDay();
const midnight = (at: number): number => Math.floor((at + OFFSET) / DAY) * DAY - OFFSET;

export const isWorking = (at: number): boolean => weekdayOf(at) % 6 !== 0 && hourOf(at) >= OPENS && hourOf(at) < CLOSES;

export const isWeekend = (day: number): boolean => weekdayOf(day) % 6 === 0;

/** The moment itself, or some minutes after the doors next open. */
export function working(at: number, dice: Dice): number {
  if (isWorking(at)) return at;
  let day = hourOf(at) >= CLOSES || weekdayOf(at) % 6 === 0 ? midnight(at) + DAY : midnight(at);
  while (weekdayOf(day) % 6 === 0) day += DAY;
  return day + OPENS * HOUR + dice.between(3, 100) * MINUTE;
}

/** When something begins on the day: people write most in the morning and after lunch, alarms at night as well. */
export function beginning(day: number, roundTheClock: boolean, dice: Dice): number {
  const weekend = weekdayOf(day + 12 * HOUR) % 6 === 0;
  const hour = roundTheClock
    ? dice.between(0, 23)
    : dice.weighted([
        [7, weekend ? 1 : 2],
        [8, weekend ? 1 : 9],
        [9, weekend ? 2 : 14],
        [10, weekend ? 2 : 14],
        [11, weekend ? 2 : 11],
        [12, 4],
        [13, weekend ? 1 : 8],
        [14, weekend ? 1 : 12],
        [15, weekend ? 1 : 11],
        [16, weekend ? 1 : 9],
        [17, weekend ? 1 : 7],
        [19, 2],
        [21, 2],
      ]);
  return midnight(day) + hour * HOUR + dice.between(0, 59) * MINUTE + dice.between(0, 59_999);
}

export function greeting(at: number, language: 'pt' | 'en'): string {
  const hour = hourOf(at);
  if (language === 'en') return hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
  return hour < 12 ? 'Bom dia' : hour < 18 ? 'Boa tarde' : 'Boa noite';
}

/** An id as it would have been made then. */
export const idAt = (at: number, dice: Dice): string =>
  v7({ msecs: Math.floor(at), random: dice.bytes(16), seq: dice.between(0, 0x7fff_ffff) });
