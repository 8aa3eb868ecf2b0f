import { emptyTable, fillTable, osrmBlocks } from './osrm.rules.js';
import type { OsrmAnswer } from './osrm.rules.js';
import type { Place, Travel } from './planning.types.js';
import { tableTravel } from './travel.rules.js';
import type { Fetch } from './vroom.planner.js';

/**
 * Asks a road router for all journeys between these places, once; then planning is pure again. What the router cannot answer
 * (no coordinates, no road) is guessed by `otherwise`. A router that fails fails the call: the caller decides to guess all.
 */
export async function osrmTravel(
  places: readonly Place[],
  ask: { fetch: Fetch; url: string; otherwise: Travel; timeoutMs?: number },
): Promise<Travel> {
  const known = [...new Map(places.map((place) => [place.id, place])).values()].filter(
    ({ lat, lng }) => lat !== null && lng !== null,
  );
  const table = emptyTable(known);
  for (const block of osrmBlocks(known)) {
    const response = await ask.fetch(`${ask.url.replace(/\/$/, '')}${block.path}`, {
      method: 'GET',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(ask.timeoutMs ?? 10_000),
    });
    const answer = (await response.json()) as OsrmAnswer;
    if (!response.ok || answer.code !== 'Ok')
      throw new Error(`OSRM answered ${response.status}, ${answer.code}: ${answer.message ?? 'no reason given'}`);
    fillTable(table, block, answer);
  }
  return tableTravel(table, ask.otherwise);
}
