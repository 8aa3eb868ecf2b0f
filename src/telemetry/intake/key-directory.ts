import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';

export interface Measuring {
  equipmentId: string;
  tag: string;
  /** By the key of the metric. */
  metrics: Map<string, number>;
  /** By the id of the metric: the line of numbers, once there is one. */
  series: Map<number, number>;
}

export interface Directory {
  version: number;
  loadedAt: number;
  /** Where the key is of one device, it need not be named. */
  only: Measuring | undefined;
  /** By tag, serial number and id, in small letters; null where a serial number is of several. */
  units: Map<string, Measuring | null>;
}

/** A gateway names what somebody has just added: it is looked for again, but not for every batch. */
const AGAIN_MS = 1_000;
const KEEP_MS = 30_000;
const MOST_KEYS = 5_000;

/** Who stands behind a key and what it measures, remembered: devices send all day, and seldom change. */
@Injectable()
export class KeyDirectory {
  private readonly known = new Map<string, Directory>();

  constructor(
    private readonly reading: Reading,
    private readonly clock: Clock,
  ) {}

  async of(keyId: string, version: number): Promise<Directory> {
    const known = this.known.get(keyId);
    if (known && known.version === version && this.clock.millis() - known.loadedAt < KEEP_MS) return known;
    return this.load(keyId, version);
  }

  /** A fresher one, where somebody named what the given does not know; undefined where it is fresh. */
  async fresher(keyId: string, known: Directory): Promise<Directory | undefined> {
    return this.clock.millis() - known.loadedAt < AGAIN_MS ? undefined : this.load(keyId, known.version);
  }

  private async load(keyId: string, version: number): Promise<Directory> {
    const loadedAt = this.clock.millis();
    const [units, metrics, series] = await Promise.all([
      this.reading.query<{ id: string; tag: string; serial: string | null; modelId: string }>(
        `select e.id, e.tag, e.serial, e.model_id as "modelId" from telemetry_key_units k join equipment e on e.id = k.equipment_id
         where k.key_id = $1 order by e.id`,
        [keyId],
      ),
      this.reading.query<{ id: number; key: string; modelId: string }>(
        `select id, key, model_id as "modelId" from telemetry_metrics where active and model_id in (
           select e.model_id from telemetry_key_units k join equipment e on e.id = k.equipment_id where k.key_id = $1)
         order by place, id`,
        [keyId],
      ),
      this.reading.query<{ id: number; equipmentId: string; metricId: number }>(
        `select s.id, s.equipment_id as "equipmentId", s.metric_id as "metricId" from telemetry_series s
         join telemetry_key_units k on k.equipment_id = s.equipment_id where k.key_id = $1`,
        [keyId],
      ),
    ]);
    const byModel = new Map<string, Map<string, number>>();
    for (const { id, key, modelId } of metrics) {
      const of = byModel.get(modelId) ?? new Map<string, number>();
      byModel.set(modelId, of.set(key, id));
    }
    const byUnit = new Map<string, Map<number, number>>();
    for (const { id, equipmentId, metricId } of series) {
      const of = byUnit.get(equipmentId) ?? new Map<number, number>();
      byUnit.set(equipmentId, of.set(metricId, id));
    }
    const names: Directory['units'] = new Map();
    const all = units.map(({ id, tag, serial, modelId }) => ({
      serial,
      unit: {
        equipmentId: id,
        tag,
        metrics: byModel.get(modelId) ?? new Map<string, number>(),
        series: byUnit.get(id) ?? new Map<number, number>(),
      },
    }));
    for (const { serial, unit } of all) {
      const name = serial?.toLowerCase();
      if (name) names.set(name, names.has(name) ? null : unit);
    }
    for (const { unit } of all) names.set(unit.equipmentId, unit).set(unit.tag.toLowerCase(), unit);
    const directory = { version, loadedAt, only: all.length === 1 ? all[0]!.unit : undefined, units: names };
    if (this.known.size >= MOST_KEYS) this.known.clear();
    this.known.set(keyId, directory);
    return directory;
  }
}
