import type { Decisive } from '../../tickets/conditions/condition.rules.js';

/** Why a rule acts: what happened, and the tests that decided. */
export interface Cause {
  event: string;
  because: Decisive[];
}
