import type { Tx } from '../platform/database/tx.js';
import type { Envelope } from './envelope.entity.js';

/**
 * Writes down what came in, however many, in one statement. Gives the ids of those that were new: a repeat (same key on
 * the same inbox) changes nothing, also within the same round. In the order of their keys, so that two rounds with the
 * same envelopes never wait for each other.
 */
export async function writeEnvelopes(tx: Tx, envelopes: Envelope[]): Promise<Set<string>> {
  const sorted = envelopes.toSorted((a, b) => (a.inboxId + a.key < b.inboxId + b.key ? -1 : 1));
  // The raw bytes travel side by side, as they are: an array of them would be spelt out in letters, twice as long.
  const starts: number[] = [];
  let length = 0;
  for (const { raw } of sorted) {
    starts.push(length + 1);
    length += raw?.length ?? 0;
  }
  const rows = await tx.query<{ id: string }>(WRITE, [
    sorted.map(({ id }) => id),
    sorted.map(({ inboxId }) => inboxId),
    sorted.map(({ channel }) => channel),
    sorted.map(({ key }) => key),
    sorted.map(({ size }) => size),
    sorted.map(({ meta }) => JSON.stringify(meta)),
    sorted.map(({ rawBlob }) => rawBlob),
    sorted.map(({ receivedAt }) => receivedAt),
    sorted.map(({ saidBy }) => saidBy),
    starts,
    Buffer.concat(sorted.flatMap(({ raw }) => raw ?? [])),
  ]);
  return new Set(rows.map(({ id }) => id));
}

const WRITE = `
  insert into envelopes (id, inbox_id, channel, key, size, meta, raw_blob, received_at, said_by, raw)
  select id, inbox_id, channel, key, size, meta, raw_blob, received_at, said_by,
         case when raw_blob is null then substring($11::bytea from start for size) end
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::jsonb[], $7::text[], $8::timestamptz[],
                $9::text[], $10::int[])
         as e(id, inbox_id, channel, key, size, meta, raw_blob, received_at, said_by, start)
  on conflict (inbox_id, key) do nothing
  returning id`;
