import type { Problem } from '../../../src/dispatch/planning/planning.types.js';

export interface Instance {
  name: string;
  best: number;
  vehicles: number;
}

export const INSTANCES: readonly Instance[];
export function solomon(name: string): Problem;
