import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { telemetry } from '../../api/telemetry.api';

export const TELEMETRY = ['telemetry'] as const;
/** Readings come all the time: what is looked at is asked again by itself. */
const AGAIN_MS = 30_000;

export const useUnitReadings = (id: string, enabled = true) =>
  useQuery({
    queryKey: [...TELEMETRY, 'unit', id],
    queryFn: () => telemetry.unit(id),
    enabled,
    refetchInterval: AGAIN_MS,
  });

export const useReadings = (id: string, metric: string | undefined, spanMs: number) =>
  useQuery({
    queryKey: [...TELEMETRY, 'readings', id, metric, spanMs],
    queryFn: ({ signal }) =>
      telemetry.readings(id, { metric, from: new Date(Date.now() - spanMs).toISOString() }, signal),
    enabled: metric !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });

export const useAlerts = (filter: Record<string, string | undefined>, limit = 50, enabled = true) =>
  useInfiniteQuery({
    queryKey: [...TELEMETRY, 'alerts', filter, limit],
    queryFn: ({ pageParam }) => telemetry.alerts({ ...filter, limit, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
    enabled,
  });

export const useMetrics = (model: string) =>
  useQuery({ queryKey: [...TELEMETRY, 'metrics', model], queryFn: () => telemetry.metrics(model) });

export const useThresholds = (query: { model?: string; unit?: string }) =>
  useQuery({ queryKey: [...TELEMETRY, 'thresholds', query], queryFn: () => telemetry.thresholds(query) });

/** Whatever is done here may change what stands beside it. */
export function useTelemetryChange<V, T>(change: (values: V) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: TELEMETRY }),
  });
}

export function useAsk(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: TELEMETRY });
}
