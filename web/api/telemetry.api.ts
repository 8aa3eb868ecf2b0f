import { api } from './client';
import type {
  DeviceAlert,
  DeviceKey,
  Metric,
  ReadingsView,
  SiteUnit,
  TelemetrySettings,
  Threshold,
  UnitReadings,
} from './telemetry.types';
import type { Page } from './tickets.types';

type Query = Record<string, string | number | undefined>;
type Body = Record<string, unknown>;

export const telemetry = {
  unit: (id: string) => api.get<UnitReadings>(`/telemetry/units/${id}`),
  readings: (id: string, query: Query, signal?: AbortSignal) =>
    api.get<ReadingsView>(`/telemetry/units/${id}/readings`, query, signal),
  mute: (id: string, body: Body) => api.put<UnitReadings>(`/telemetry/units/${id}/mute`, body),
  unmute: (id: string) => api.delete(`/telemetry/units/${id}/mute`),
  site: async (id: string) => (await api.get<{ items: SiteUnit[] }>(`/telemetry/sites/${id}`)).items,

  alerts: (query: Query) => api.get<Page<DeviceAlert>>('/telemetry/alerts', query),
  counts: () => api.get<{ open: number; acknowledged: number; critical: number }>('/telemetry/alerts/counts'),
  acknowledge: (id: string) => api.put<DeviceAlert>(`/telemetry/alerts/${id}/acknowledgement`, {}),

  metrics: async (model: string) => (await api.get<{ items: Metric[] }>('/telemetry/metrics', { model })).items,
  createMetric: (body: Body) => api.post<Metric>('/telemetry/metrics', body),
  changeMetric: (id: number, body: Body) => api.patch<Metric>(`/telemetry/metrics/${id}`, body),

  thresholds: async (query: Query) =>
    (await api.get<Page<Threshold>>('/telemetry/thresholds', { limit: 200, ...query })).items,
  createThreshold: (body: Body) => api.post<Threshold>('/telemetry/thresholds', body),
  changeThreshold: (id: string, body: Body) => api.patch<Threshold>(`/telemetry/thresholds/${id}`, body),
  removeThreshold: (id: string) => api.delete(`/telemetry/thresholds/${id}`),

  keys: (query: Query) => api.get<Page<DeviceKey>>('/telemetry/keys', query),
  createKey: (body: Body) => api.post<DeviceKey>('/telemetry/keys', body),
  changeKey: (id: string, body: Body) => api.patch<DeviceKey>(`/telemetry/keys/${id}`, body),
  renewKey: (id: string) => api.post<DeviceKey>(`/telemetry/keys/${id}/secret`, {}),
  endPrevious: (id: string) => api.delete(`/telemetry/keys/${id}/secret/previous`),

  settings: () => api.get<TelemetrySettings>('/telemetry/settings'),
  setSettings: (body: Body) => api.patch<TelemetrySettings>('/telemetry/settings', body),
};
