import { Clock } from '../../src/platform/clock.js';
import { signedHeaders } from '../../src/platform/crypto/signed-body.rules.js';
import { AlertWatch } from '../../src/telemetry/alerts/alert-watch.service.js';
import { RollUps } from '../../src/telemetry/readings/rollups.service.js';
import type { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import type { Person } from '../harness/people.js';

export interface Answer {
  status: number;
  body: {
    stored: number;
    repeated: number;
    received: number;
    refusedCount: number;
    refused: { index: number; path: string; code: string }[];
    code?: string;
    detail?: string;
    errors?: { path: string; message: string }[];
  };
}

export interface GivenReading {
  metric: string;
  value: unknown;
  time: unknown;
  device?: string;
  id?: string;
}

/** A model that measures temperature and the door, and units of it that stand at a customer's. */
export class Devices {
  modelId!: string;
  metricId!: number;
  private made = 0;

  private constructor(
    private readonly app: TestApp,
    private readonly boss: Person,
  ) {}

  static async open(app: TestApp, boss: Person, name = 'EM320'): Promise<Devices> {
    const devices = new Devices(app, boss);
    const model = { maker: 'Milesight', name, kind: 'sensor', family: 'iot' };
    devices.modelId = (await boss.post<{ id: string }>('/equipment/models', model)).body.id;
    devices.metricId = await devices.metric('temperature', {
      unit: '°C',
      nameEn: 'Temperature',
      namePt: 'Temperatura',
    });
    await devices.metric('door', { kind: 'state' });
    return devices;
  }

  async metric(key: string, more: object = {}): Promise<number> {
    const made = await this.boss.post<{ id: number }>('/telemetry/metrics', { modelId: this.modelId, key, ...more });
    expect(made.status).toBe(201);
    return made.body.id;
  }

  async unit({ companyId, siteId }: { companyId?: string; siteId?: string } = {}): Promise<{
    id: string;
    tag: string;
    serial: string;
    companyId: string;
    siteId: string;
  }> {
    this.made += 1;
    const company = companyId ?? (await new Make(this.app).company()).id;
    const site =
      siteId ??
      (
        await this.boss.post<{ id: string }>('/sites', {
          companyId: company,
          name: `Cold room ${this.made}`,
          address: 'Rua A',
        })
      ).body.id;
    const serial = `SN-${this.modelId.slice(-4)}-${this.made}`;
    const body = { modelId: this.modelId, companyId: company, siteId: site, serial };
    const made = await this.boss.post<{ id: string; tag: string }>('/equipment', body);
    expect(made.status).toBe(201);
    return { id: made.body.id, tag: made.body.tag, serial, companyId: company, siteId: site };
  }

  async key(...unitIds: string[]): Promise<{ id: string; secret: string }> {
    const made = await this.boss.post<{ id: string; secret: string }>('/telemetry/keys', { name: 'Key', unitIds });
    expect(made.status).toBe(201);
    return made.body;
  }

  threshold(body: object): Promise<{ status: number; body: { id: string; version: number } }> {
    return this.boss.post('/telemetry/thresholds', { modelId: this.modelId, metricId: this.metricId, ...body });
  }

  get now(): number {
    return this.app.get(Clock).millis();
  }

  /** Temperatures, a minute apart; the last now. */
  temperatures(...values: number[]): GivenReading[] {
    return values.map((value, at) => ({
      metric: 'temperature',
      value,
      time: this.now - (values.length - 1 - at) * 60_000,
    }));
  }

  send(key: { id: string; secret: string }, readings: GivenReading[], more: object = {}): Promise<Answer> {
    return this.bring(key, JSON.stringify({ readings, ...more }));
  }

  async bring({ id, secret }: { id: string; secret: string }, text: string, headers: object = {}): Promise<Answer> {
    const body = Buffer.from(text);
    const response = await fetch(`${this.app.url}/hooks/telemetry/${id}`, {
      method: 'POST',
      headers: { ...signedHeaders([secret], this.now, body), ...headers },
      body,
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  rollUp(): Promise<Set<number>> {
    return this.app.get(RollUps).run();
  }

  /** What the job does every few seconds. */
  async pass(): Promise<void> {
    await this.rollUp();
    await this.app.get(AlertWatch).look();
  }
}
