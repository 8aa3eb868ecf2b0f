import type { Named } from './identity.types';

export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const THRESHOLD_KINDS = ['above', 'below', 'rate', 'silent'] as const;
export type ThresholdKind = (typeof THRESHOLD_KINDS)[number];
export const METRIC_KINDS = ['gauge', 'counter', 'state'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

export interface Measured {
  key: string;
  kind: MetricKind;
  unit: string;
  decimals: number;
  nameEn: string;
  namePt: string;
}

export interface Metric extends Measured {
  id: number;
  modelId: string;
  place: number;
  active: boolean;
  version: number;
}

export interface Threshold {
  id: string;
  modelId: string;
  metricId: number | null;
  kind: ThresholdKind;
  only: { kind: 'company' | 'contract' | 'unit'; id: string; name: string } | null;
  value: number | null;
  hysteresis: number;
  forMinutes: number;
  clearMinutes: number;
  windowMinutes: number;
  severity: Severity;
  opensTicket: boolean;
  active: boolean;
  version: number;
}

export interface LastReading extends Measured {
  lastAt: string | null;
  lastValue: number | null;
}

export interface UnitReadings {
  metrics: LastReading[];
  seenAt: string | null;
  mute: { until: string | null; reason: string | null; byName: string | null; at: string } | null;
  keys: number;
  openAlerts: number;
}

export interface ReadingPoint {
  at: string;
  value: number;
  min: number;
  max: number;
  last: number;
  count: number;
}

export interface ReadingsView {
  metric: Measured;
  from: string;
  to: string;
  resolution: 'raw' | 'quarter' | 'hour' | 'day';
  points: ReadingPoint[];
}

export interface SiteUnit {
  id: string;
  tag: string;
  name: string;
  condition: 'fine' | 'alert' | 'muted' | 'unheard';
  severity: Severity | null;
  seenAt: string | null;
  metrics: (LastReading & { hours: (number | null)[] })[];
}

export interface DeviceAlert {
  id: string;
  unit: { id: string; tag: string; name: string };
  company: Named | null;
  site: Named | null;
  metric: Measured | null;
  kind: ThresholdKind;
  limit: number | null;
  forMinutes: number;
  value: number | null;
  severity: Severity;
  state: 'open' | 'acknowledged' | 'cleared';
  since: string;
  openedAt: string;
  firedAt: string;
  firings: number;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  clearedAt: string | null;
  clearedBecause: 'normal' | 'moved' | 'threshold' | null;
  ticket: { id: string; number: number } | null;
  version: number;
}

export interface DeviceKey {
  id: string;
  name: string;
  url: string;
  units: { id: string; tag: string; name: string }[];
  unitCount: number;
  active: boolean;
  renewing: boolean;
  usedAt: string | null;
  refusedAt: string | null;
  refusedBecause: string | null;
  version: number;
  createdAt: string;
  secret?: string;
}

export interface TelemetrySettings {
  rawDays: number;
  quarterDays: number;
  hourDays: number;
  dayDays: number;
  lateDays: number;
  rejoinMinutes: number;
  openTickets: boolean;
  solveUntouched: boolean;
  teamId: string | null;
  version: number;
}
