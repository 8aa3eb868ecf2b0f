import { Matches } from 'class-validator';
import { DAY } from '../days.rules.js';

/** A day without a time. That the calendar has it is asked where it is used (`isDay`). */
export const IsDay = (): PropertyDecorator => Matches(DAY, { message: '$property must be a day such as 2026-03-15' });
