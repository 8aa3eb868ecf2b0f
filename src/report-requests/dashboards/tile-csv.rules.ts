import { csvOf } from '../../platform/csv.rules.js';
import type { TilePoint } from './tile.rules.js';

type Point = Pick<TilePoint, 'key' | 'name' | 'value'> & { unit: string };

/** A figure as a table. Pure. */
export const tileCsv = (points: readonly Point[]): string =>
  csvOf(
    ['key', 'name', 'value', 'unit'],
    points.map(({ key, name, value, unit }) => [key, name, value, unit]),
  );
