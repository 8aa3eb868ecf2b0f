import { api } from './client';
import type { Board, Named, Series, Visit, VisitAction, VisitRow } from './dispatch.types';
import { itemsOf } from './identity.api';

export interface Suggestion {
  technicians: Named[];
  from: string;
  to: string;
  reasons: { code: string; minutes?: number; count?: number; skill?: string }[];
  /** Whom an emergency pushes aside. */
  bumps: { visit: VisitRow; to: string | null; technicians: Named[] }[];
}

export interface PlanFigures {
  travelMinutes: number;
  lateVisits: number;
  unplanned: number;
  overtimeMinutes: number;
}

export interface PlaceTaken {
  from: string;
  to: string;
  technicians: Named[];
}

export interface Proposal {
  id: string;
  before: PlanFigures;
  after: PlanFigures;
  changes: { visit: VisitRow; before: PlaceTaken | null; after: PlaceTaken | null }[];
}

const list = async <T>(path: string, query?: Record<string, string | undefined>): Promise<T[]> =>
  itemsOf(await api.get<{ items: T[] }>(path, query));

export const dispatch = {
  board: (query: { from: string; to: string; territory?: string; skill?: string }, signal?: AbortSignal) =>
    api.get<Board>('/dispatch/board', query, signal),
  visit: (id: string) => api.get<Visit>(`/visits/${id}`),
  ofTicket: (ticketId: string) => list<VisitRow>('/visits', { ticket: ticketId, limit: '50' }),
  create: (visit: Record<string, unknown>) => api.post<Visit>('/visits', visit),
  change: (id: string, change: Record<string, unknown> & { version: number }) =>
    api.patch<Visit>(`/visits/${id}`, change),
  followUp: (id: string) => api.post<Visit>(`/visits/${id}/follow-up`, {}),
  /** As a place among those of `emergency` says: all of it or nothing. */
  insert: (
    id: string,
    place: { from: string; technicianIds: string[]; version: number; bumps: Record<string, unknown>[] },
  ) => api.post<Visit>(`/visits/${id}/emergency/insert`, place),
  offer: (id: string, slots: { from: string; technicianIds: string[] }[]) =>
    api.post<Visit>(`/visits/${id}/offer`, { slots }),
  repeat: (id: string, rrule: string) => api.post<Series>(`/visits/${id}/series`, { rrule }),
  series: () => list<Series>('/visit-series'),
  endSeries: (id: string) => api.delete(`/visit-series/${id}`),
  schedule: (
    id: string,
    slot: { from: string; technicianIds: string[]; version: number; force?: boolean; notify?: boolean },
  ) => api.post<Visit>(`/visits/${id}/schedule`, slot),
  step: (id: string, action: VisitAction, body: { version: number; reason?: string; text?: string }) =>
    api.post<Visit>(`/visits/${id}/${action}`, body),
  suggest: async (id: string): Promise<Suggestion[]> =>
    itemsOf(await api.post<{ items: Suggestion[] }>(`/visits/${id}/suggest`, {})),
  /** Also where others would have to make room. */
  emergency: async (id: string): Promise<Suggestion[]> =>
    itemsOf(await api.post<{ items: Suggestion[] }>(`/visits/${id}/emergency`, {})),
  optimise: (day: string) => api.post<Proposal>('/dispatch/optimize', { day }),
  accept: (id: string) => api.post<unknown>(`/dispatch/proposals/${id}/accept`),
  discard: (id: string) => api.delete(`/dispatch/proposals/${id}`),
  territories: () => list<Named>('/territories'),
  skills: () => list<Named>('/skills'),
};
