import { api } from './client';
import type {
  Activity,
  ChoiceKind,
  Deal,
  DealBoard,
  DealChoice,
  DealFilter,
  DealRow,
  Forecast,
  Pipeline,
  PricedPackage,
  Proposal,
  Results,
  TimelineEntry,
  VisitRates,
} from './sales.types';
import type { Page } from './tickets.types';

type Body = Record<string, unknown>;
type Query = Record<string, string | number | undefined>;

export const sales = {
  pipelines: async () => (await api.get<Page<Pipeline>>('/pipelines')).items,
  createPipeline: (pipeline: Body) => api.post<Pipeline>('/pipelines', pipeline),
  changePipeline: (id: string, change: Body) => api.patch<Pipeline>(`/pipelines/${id}`, change),
  deletePipeline: (id: string) => api.delete(`/pipelines/${id}`),
  choices: async () => (await api.get<Page<DealChoice>>('/deal-choices')).items,
  createChoice: (kind: ChoiceKind, name: string) => api.post<DealChoice>('/deal-choices', { kind, name }),
  changeChoice: (id: string, change: Body) => api.patch<DealChoice>(`/deal-choices/${id}`, change),
  deleteChoice: (id: string) => api.delete(`/deal-choices/${id}`),

  board: (pipeline: string, filter: DealFilter, signal?: AbortSignal) =>
    api.get<DealBoard>(`/pipelines/${pipeline}/board`, { ...filter }, signal),
  forecast: (pipeline: string, filter: DealFilter) =>
    api.get<Forecast>(`/pipelines/${pipeline}/forecast`, { ...filter }),

  results: (pipeline: string, query: Query) => api.get<Results>(`/pipelines/${pipeline}/results`, query),
  resultDeals: (pipeline: string, query: Query) =>
    api.get<Page<DealRow>>(`/pipelines/${pipeline}/results/deals`, query),

  list: (query: Query) => api.get<Page<DealRow>>('/deals', query),
  duplicates: async (query: Query) => (await api.get<Page<DealRow>>('/deals/duplicates', query)).items,
  one: (number: string) => api.get<Deal>(`/deals/${number}`),
  create: (deal: Body) => api.post<Deal>('/deals', deal),
  change: (id: string, change: Body) => api.patch<Deal>(`/deals/${id}`, change),
  move: (id: string, stageId: string, version: number) => api.post<Deal>(`/deals/${id}/move`, { stageId, version }),
  win: (id: string, body: Body) => api.post<Deal>(`/deals/${id}/win`, body),
  lose: (id: string, body: Body) => api.post<Deal>(`/deals/${id}/lose`, body),
  reopen: (id: string, version: number) => api.post<Deal>(`/deals/${id}/reopen`, { version }),
  note: (id: string, text: string) => api.post<Deal>(`/deals/${id}/notes`, { text }),
  visit: (id: string, wish: Body) => api.post<Deal>(`/deals/${id}/visit`, wish),
  timeline: (id: string, cursor?: string) =>
    api.get<Page<TimelineEntry>>(`/deals/${id}/timeline`, { limit: 30, cursor }),

  activities: (query: Query) => api.get<Page<Activity>>('/activities', query),
  activity: (id: string) => api.get<Activity>(`/activities/${id}`),
  plan: (activity: Body) => api.post<Activity>('/activities', activity),
  replan: (id: string, change: Body) => api.patch<Activity>(`/activities/${id}`, change),
  done: (id: string, body: Body) => api.post<Activity>(`/activities/${id}/done`, body),
  undone: (id: string, version: number) => api.post<Activity>(`/activities/${id}/undone`, { version }),
  drop: (id: string) => api.delete(`/activities/${id}`),
  feed: () => api.get<{ exists: boolean; url: string | null }>('/activities/feed'),
  makeFeed: () => api.post<{ exists: boolean; url: string | null }>('/activities/feed'),
  removeFeed: () => api.delete('/activities/feed'),

  proposals: async (deal: string) => (await api.get<Page<Proposal>>('/proposals', { deal })).items,
  propose: (proposal: Body) => api.post<Proposal>('/proposals', proposal),
  changeProposal: (id: string, change: Body) => api.patch<Proposal>(`/proposals/${id}`, change),
  sendProposal: (id: string, version: number, mail: boolean) =>
    api.post<Proposal>(`/proposals/${id}/send`, { version, mail }),
  mailProposal: (id: string) => api.post<Proposal>(`/proposals/${id}/mail`),
  revokeProposal: (id: string, version: number) => api.post<Proposal>(`/proposals/${id}/revoke`, { version }),
  visitRates: () => api.get<VisitRates>('/visit-rates'),
  setVisitRates: (rates: VisitRates) => api.put<VisitRates>('/visit-rates', rates),
  showcase: () => api.get<{ packageIds: string[]; url: string }>('/public-packages'),
  setShowcase: (packageIds: string[]) =>
    api.put<{ packageIds: string[]; url: string }>('/public-packages', { packageIds }),
  priceBook: async () => (await api.get<Page<PricedPackage>>('/packages')).items,
};
