import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { prove } from '../../platform/crypto/signed-body.rules.js';
import { Reading } from '../../platform/database/reading.js';
import { notFound, Refusal } from '../../platform/http/refusal.js';
import { isId } from '../../platform/ids.js';
import { DeviceKeys } from '../keys/device-keys.service.js';
import { Months } from '../readings/months.service.js';
import { TelemetrySettings } from '../settings/telemetry-settings.service.js';
import {
  MAX_BATCH_BYTES,
  readBatch,
  refused,
  untimely,
  type Batch,
  type Reading as Given,
  type RefusedReading,
} from './batch.rules.js';
import { KeyDirectory, type Directory, type Measuring } from './key-directory.js';

export interface Receipt {
  id?: string;
  received: number;
  /** New to us. */
  stored: number;
  /** We had one of that device, metric and time. */
  repeated: number;
  refusedCount: number;
  /** The first hundred. */
  refused: RefusedReading[];
}

interface Placed {
  unit: Measuring;
  metricId: number;
  value: number;
  at: number;
}

const MAX_TOLD = 100;
const NO_PARTITION = '23514';

/**
 * The door of devices: verified on the raw bytes, stored, answered. Nothing is summed up and nothing judged here, so that
 * many devices at once wait for nobody; that follows from the rows within seconds.
 */
@Injectable()
export class TelemetryIntake {
  constructor(
    private readonly db: DataSource,
    private readonly reading: Reading,
    private readonly clock: Clock,
    private readonly keys: DeviceKeys,
    private readonly directory: KeyDirectory,
    private readonly months: Months,
    private readonly settings: TelemetrySettings,
  ) {}

  async take(keyId: string, headers: Record<string, string | undefined>, body: Buffer): Promise<Receipt> {
    const key = isId(keyId) ? await this.keys.secretsOf(keyId) : undefined;
    if (!key) throw notFound('device key');
    const proof = prove(headers, body, key.secrets, this.clock.millis());
    if (!proof.right) {
      this.keys.noteRefused(keyId, proof.because ?? null);
      throw new Refusal('wrong_signature', 403, proof.because ?? 'The signature is not right.');
    }
    const batch = parsed(body);
    const { lateDays } = await this.settings.remembered();
    const now = this.clock.millis();
    const late = batch.readings.flatMap((one) => untimely(one, now, lateDays) ?? []);
    const untaken = new Set(late.map(({ index }) => index));
    const timely = batch.readings.filter(({ index }) => !untaken.has(index));
    const { placed, unknown } = await this.place(keyId, key.version, timely);
    const stored = await this.store(placed);
    this.keys.noteUsed(keyId);
    return answer(batch, placed.length, stored, [...batch.refused, ...late, ...unknown]);
  }

  private async place(keyId: string, version: number, given: Given[]) {
    const known = await this.directory.of(keyId, version);
    const first = placedIn(known, given);
    if (first.unknown.length === 0) return first;
    const fresher = await this.directory.fresher(keyId, known);
    return fresher ? placedIn(fresher, given) : first;
  }

  /** How many were new. */
  private async store(placed: Placed[]): Promise<number> {
    if (placed.length === 0) return 0;
    await this.makeSeries(placed.filter(({ unit, metricId }) => !unit.series.has(metricId)));
    await this.months.require(placed.map(({ at }) => at));
    try {
      return await this.insert(placed);
    } catch (error) {
      if ((error as { driverError?: { code?: string } }).driverError?.code !== NO_PARTITION) throw error;
      this.months.forget();
      await this.months.require(placed.map(({ at }) => at));
      return this.insert(placed);
    }
  }

  /** In the order of the key, so that two who bring the same never wait for each other in a circle. */
  private async insert(placed: Placed[]): Promise<number> {
    const [row] = await this.reading.query<{ stored: number }>(
      `with stored as (
         insert into telemetry_readings (series_id, at, value)
         select distinct on (series_id, at) series_id, to_timestamp(at / 1000) as at, value
         from unnest($1::int[], $2::float8[], $3::float8[]) with ordinality as given(series_id, at, value, n)
         order by series_id, at, n
         on conflict do nothing returning series_id, at),
       touched as (
         insert into telemetry_touched (series_id, hour, at)
         select series_id, date_bin('1 hour', at, 'epoch'), $4::timestamptz from stored group by 1, 2)
       select count(*)::int as stored from stored`,
      [
        placed.map(({ unit, metricId }) => unit.series.get(metricId)),
        placed.map(({ at }) => at),
        placed.map(({ value }) => value),
        this.clock.now(),
      ],
    );
    return row!.stored;
  }

  private async makeSeries(missing: Placed[]): Promise<void> {
    if (missing.length === 0) return;
    const units = new Map(missing.map(({ unit }) => [unit.equipmentId, unit]));
    const pairs = [...new Set(missing.map(({ unit, metricId }) => `${unit.equipmentId} ${metricId}`))].toSorted();
    const parts = pairs.map((pair) => pair.split(' ') as [string, string]);
    const parameters = [parts.map(([unit]) => unit), parts.map(([, metric]) => Number(metric))];
    await this.db.query(
      `insert into telemetry_series (equipment_id, metric_id) select * from unnest($1::uuid[], $2::int[]) on conflict do nothing`,
      parameters,
    );
    const rows: { id: number; equipmentId: string; metricId: number }[] = await this.db.query(
      `select s.id, s.equipment_id as "equipmentId", s.metric_id as "metricId" from telemetry_series s
       join unnest($1::uuid[], $2::int[]) w(equipment_id, metric_id) using (equipment_id, metric_id)`,
      parameters,
    );
    for (const { id, equipmentId, metricId } of rows) units.get(equipmentId)?.series.set(metricId, id);
  }
}

function parsed(body: Buffer): Batch {
  if (body.length > MAX_BATCH_BYTES) {
    throw new Refusal('too_large', 413, `A batch may have ${MAX_BATCH_BYTES / 1024} KB at most; send several.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal('malformed', 400, 'The body is not JSON.');
  }
  const batch = readBatch(json);
  if ('mistakes' in batch) {
    throw new Refusal('invalid', 422, 'Nothing of this batch can be read.', { errors: batch.mistakes });
  }
  return batch;
}

function placedIn(directory: Directory, given: Given[]): { placed: Placed[]; unknown: RefusedReading[] } {
  const placed: Placed[] = [];
  const unknown: RefusedReading[] = [];
  for (const one of given) {
    const { index, id, device, metric, value, at } = one;
    const which = { index, ...(id !== undefined && { id }) };
    const unit = device === undefined ? directory.only : directory.units.get(device.trim().toLowerCase());
    if (!unit) {
      const why =
        device === undefined
          ? 'must name one: this key is of several devices, or of none'
          : unit === null
            ? 'is the serial number of several devices of this key; give the tag'
            : 'is no device of this key: give its tag or serial number, and add it to the key';
      unknown.push(refused(which, 'device', 'unknown_device', why));
      continue;
    }
    const metricId = unit.metrics.get(metric);
    if (metricId === undefined) {
      const names = [...unit.metrics.keys()].slice(0, 20).join(', ');
      const why = names
        ? `is not measured by this model; it measures ${names}`
        : 'nothing is known to be measured by this model yet';
      unknown.push(refused(which, 'metric', 'unknown_metric', why));
    } else placed.push({ unit, metricId, value, at });
  }
  return { placed, unknown };
}

function answer(
  { id, readings, refused: malformed }: Batch,
  accepted: number,
  stored: number,
  all: RefusedReading[],
): Receipt {
  const told = all.toSorted((a, b) => a.index - b.index).slice(0, MAX_TOLD);
  const receipt: Receipt = {
    ...(id !== undefined && { id }),
    received: readings.length + malformed.length,
    stored,
    repeated: accepted - stored,
    refusedCount: all.length,
    refused: told,
  };
  if (accepted > 0) return receipt;
  // A device that learns nothing from a 200 would go on like this for ever.
  throw new Refusal('invalid', 422, 'No reading of this batch can be accepted.', {
    errors: told.map(({ path, message }) => ({ path, message })),
    extra: { ...receipt },
  });
}
