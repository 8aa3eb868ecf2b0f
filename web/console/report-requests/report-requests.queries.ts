import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { reportRequests } from '../../api/report-requests.api';
import type { Dashboard, ReportRequest, RequestState } from '../../api/report-requests.types';
import { sayProblem } from '../feedback/notify';

const ALL = ['report-requests'] as const;

export interface ReportFilter {
  state?: RequestState | 'open';
  company?: string;
  owner?: string;
  late?: boolean;
  q?: string;
}

/** All that a board shows: they are few, for each is days of work. */
export const useOpenReports = (filter: ReportFilter, enabled: boolean) =>
  useQuery({
    queryKey: [...ALL, 'board', filter],
    queryFn: async () => (await reportRequests.list({ ...filter, state: 'open', limit: 200 })).items,
    enabled,
    refetchInterval: 30_000,
  });

export const useReports = (filter: ReportFilter, enabled = true) =>
  useInfiniteQuery({
    queryKey: [...ALL, 'list', filter],
    queryFn: ({ pageParam }) => reportRequests.list({ ...filter, limit: 30, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled,
  });

export const useReport = (id: string) =>
  useQuery({ queryKey: [...ALL, 'one', id], queryFn: () => reportRequests.one(id), refetchInterval: 20_000 });

export const useReportEvents = (one: ReportRequest) =>
  useQuery({
    queryKey: [...ALL, 'events', one.id, one.version],
    queryFn: () => reportRequests.events(one.id),
    placeholderData: (before) => before,
  });

export const useDashboard = (id: string) =>
  useQuery({
    queryKey: [...ALL, 'dashboard', id],
    queryFn: () => reportRequests.dashboard(id),
    refetchInterval: 60_000,
  });

/** What came back from the server is shown at once, and everything around it is asked anew. */
export function useKeepReport(id: string): (one: ReportRequest) => void {
  const client = useQueryClient();
  return (one) => {
    client.setQueryData([...ALL, 'one', id], one);
    void client.invalidateQueries({ queryKey: [...ALL, 'board'] });
    void client.invalidateQueries({ queryKey: [...ALL, 'list'] });
  };
}

export function useKeepDashboard(id: string): (dashboard: Dashboard) => void {
  const client = useQueryClient();
  return (dashboard) => {
    client.setQueryData([...ALL, 'dashboard', id], dashboard);
    void client.invalidateQueries({ queryKey: [...ALL, 'one'] });
  };
}

/** One press that changes the request. */
export function useReportAct(id: string) {
  const keep = useKeepReport(id);
  return useMutation({
    mutationFn: (act: () => Promise<ReportRequest>) => act(),
    onSuccess: keep,
    onError: sayProblem,
  });
}
