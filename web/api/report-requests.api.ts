import { api } from './client';
import type {
  Dashboard,
  ReportEvent,
  ReportRequest,
  ReportRow,
  ReportVersion,
  TileKind,
} from './report-requests.types';
import type { Page } from './tickets.types';

type Query = Record<string, string | number | boolean | undefined>;
const at = (id: string | number, rest = ''): string => `/report-requests/${id}${rest}`;
const onVersion = (one: ReportRequest, version: ReportVersion, act: string, more: object = {}) =>
  api.put<ReportRequest>(at(one.id, `/versions/${version.id}/${act}`), { version: version.version, ...more });

export const reportRequests = {
  list: (query: Query) => api.get<Page<ReportRow>>('/report-requests', query),
  one: (id: string) => api.get<ReportRequest>(at(id)),
  events: async (id: string) => (await api.get<Page<ReportEvent>>(at(id, '/events'), { limit: 200 })).items,
  ask: (body: {
    companyId: string;
    contactId?: string | null;
    title: string;
    about?: string;
    wantedOn?: string | null;
  }) => api.post<ReportRequest>('/report-requests', body),
  change: ({ id, version }: ReportRow, change: object) => api.patch<ReportRequest>(at(id), { version, ...change }),
  act: (
    { id, version }: ReportRow,
    act: 'acceptance' | 'refusal' | 'withdrawal' | 'analysis' | 'presentation',
    more = {},
  ) => api.put<ReportRequest>(at(id, `/${act}`), { version, ...more }),
  meet: ({ id }: ReportRow, body: object) => api.post<ReportRequest>(at(id, '/meetings'), body),
  visit: ({ id }: ReportRow, body: object) => api.post<ReportRequest>(at(id, '/visits'), body),
  write: ({ id, version }: ReportRow) => api.post<ReportRequest>(at(id, '/versions'), { version }),
  edit: ({ id }: ReportRow, version: ReportVersion, change: { summary?: string; fileIds?: string[] }) =>
    api.patch<ReportRequest>(at(id, `/versions/${version.id}`), { version: version.version, ...change }),
  discard: ({ id }: ReportRow, version: ReportVersion) => api.delete<ReportRequest>(at(id, `/versions/${version.id}`)),
  submit: (one: ReportRequest, version: ReportVersion) => onVersion(one, version, 'review'),
  approve: (one: ReportRequest, version: ReportVersion, note: string) => onVersion(one, version, 'approval', { note }),
  giveBack: (one: ReportRequest, version: ReportVersion, note: string) => onVersion(one, version, 'return', { note }),
  publish: (one: ReportRequest, version: ReportVersion) => onVersion(one, version, 'publication'),
  dashboard: (id: string) => api.get<Dashboard>(at(id, '/dashboard')),
  compose: (
    id: string,
    body: { version: number; tiles: { id?: string; kind: TileKind; title: string; months: number }[]; shared: boolean },
  ) => api.put<Dashboard>(at(id, '/dashboard'), body),
  fileAddress: (id: string, fileId: string): string => `/api/v1${at(id, `/files/${fileId}`)}`,
  tileAddress: (id: string, tileId: string): string => `/api/v1${at(id, `/dashboard/${tileId}/csv`)}`,
};
