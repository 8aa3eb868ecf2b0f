import { addressOf, api } from './client';
import type {
  Model,
  Move,
  Reservation,
  Stock,
  StockLocation,
  Unit,
  UnitMove,
  UnitTicket,
  WholeUnit,
} from './equipment.types';
import type { Page } from './tickets.types';

type Query = Record<string, string | number | boolean | undefined>;

export interface MoveBody {
  action: Move;
  locationId?: string;
  siteId?: string;
  companyId?: string;
  contractId?: string;
  parentId?: string;
  ticketId?: string;
  reason?: string;
  version?: number;
}

export const equipment = {
  list: (query: Query, signal?: AbortSignal) => api.get<Page<Unit>>('/equipment', query, signal),
  one: (id: string) => api.get<WholeUnit>(`/equipment/${id}`),
  byCode: (code: string) => api.get<WholeUnit>(`/equipment/by-code/${encodeURIComponent(code)}`),
  create: (unit: Record<string, unknown>) => api.post<WholeUnit>('/equipment', unit),
  change: (id: string, change: Record<string, unknown>) => api.patch<WholeUnit>(`/equipment/${id}`, change),
  moves: (id: string, cursor?: string) => api.get<Page<UnitMove>>(`/equipment/${id}/moves`, { cursor, limit: 30 }),
  move: (id: string, body: MoveBody) => api.post<WholeUnit>(`/equipment/${id}/moves`, body),
  swap: (body: { outId: string; inId: string; locationId: string; outAs: 'return' | 'repair'; reason?: string }) =>
    api.post<WholeUnit>('/equipment/swaps', body),
  noteSoftware: (id: string, items: { name: string; version: string }[]) =>
    api.put<WholeUnit>(`/equipment/${id}/software`, { items }),
  tickets: async (id: string) => (await api.get<Page<UnitTicket>>(`/equipment/${id}/tickets`, { limit: 20 })).items,
  picture: (id: string) => addressOf(`/equipment/${id}/qr.svg`),
  labels: (ids: readonly string[], format: 'sheet' | 'roll') =>
    addressOf('/equipment/labels', { ids: ids.join(','), format }),

  models: async (query: Query = {}) =>
    (await api.get<Page<Model>>('/equipment/models', { limit: 200, ...query })).items,
  createModel: (model: Record<string, unknown>) => api.post<Model>('/equipment/models', model),
  changeModel: (id: string, change: Record<string, unknown>) => api.patch<Model>(`/equipment/models/${id}`, change),
  locations: async () => (await api.get<{ items: StockLocation[] }>('/equipment/locations')).items,
  createLocation: (location: Record<string, unknown>) => api.post<StockLocation>('/equipment/locations', location),
  changeLocation: (id: string, change: Record<string, unknown>) =>
    api.patch<StockLocation>(`/equipment/locations/${id}`, change),
  stock: (query: Query) => api.get<Stock>('/equipment/stock', query),

  reserve: (body: Record<string, unknown>) => api.post<Reservation>('/equipment/reservations', body),
  cancelReservation: (id: string) => api.delete(`/equipment/reservations/${id}`),

  ofTicket: async (ticketId: string) => (await api.get<{ items: Unit[] }>(`/tickets/${ticketId}/equipment`)).items,
  addToTicket: (ticketId: string, id: string) => api.put<void>(`/tickets/${ticketId}/equipment/${id}`, undefined),
  removeFromTicket: (ticketId: string, id: string) => api.delete(`/tickets/${ticketId}/equipment/${id}`),
};
