import { api } from './client';
import type { Board, Named, Visit, VisitAction, VisitRow } from './dispatch.types';
import { itemsOf } from './identity.api';

export interface Suggestion {
  technicians: Named[];
  from: string;
  to: string;
  reasons: { code: string; minutes?: number; count?: number; skill?: string }[];
  /** Whom an emergency pushes aside. */
  bumps: { visit: VisitRow; to: string | null }[];
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
