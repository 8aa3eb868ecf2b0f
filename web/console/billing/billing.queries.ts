import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { agreements, billing, invoices, payments } from '../../api/billing.api';
import type { Invoice } from '../../api/billing.types';
import type { Contract } from '../../api/rules.types';
import { sayProblem } from '../feedback/notify';

export const INVOICES = ['invoices'] as const;
export const CONTRACTS = ['contracts'] as const;

type Filter = Record<string, string | undefined>;

export const useInvoices = (filter: Filter) =>
  useInfiniteQuery({
    queryKey: [...INVOICES, 'list', filter],
    queryFn: ({ pageParam }) => invoices.list(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useSums = (company?: string, enabled = true) =>
  useQuery({
    queryKey: [...INVOICES, 'summary', company ?? 'all'],
    queryFn: () => invoices.summary(company),
    enabled,
  });

export const useInvoice = (id: string) =>
  useQuery({ queryKey: [...INVOICES, 'one', id], queryFn: () => invoices.one(id) });

export const useRuns = () =>
  useQuery({
    queryKey: [...INVOICES, 'runs'],
    queryFn: invoices.runs,
    refetchInterval: ({ state }) => (state.data?.some((run) => run.state === 'running') ? 1_000 : false),
  });

export const useUnmatched = () => useQuery({ queryKey: [...INVOICES, 'unmatched'], queryFn: payments.unmatched });

export const useContracts = (filter: Filter) =>
  useInfiniteQuery({
    queryKey: [...CONTRACTS, 'list', filter],
    queryFn: ({ pageParam }) => agreements.list(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useContract = (id: string) =>
  useQuery({ queryKey: [...CONTRACTS, 'one', id], queryFn: () => agreements.one(id) });

export const useIndexes = (enabled = true) =>
  useQuery({ queryKey: ['price-indexes'], queryFn: billing.indexes, enabled });

/** Something about money was done: every list and sum is asked anew; what came back is shown at once. */
export function useDo<A>(what: (argument: A) => Promise<unknown>, done?: (result: unknown) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: what,
    onError: sayProblem,
    onSuccess: async (result) => {
      done?.(result);
      await Promise.all([
        client.invalidateQueries({ queryKey: INVOICES }),
        client.invalidateQueries({ queryKey: CONTRACTS }),
      ]);
    },
  });
}

export function useRefresh(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all([client.invalidateQueries({ queryKey: INVOICES }), client.invalidateQueries({ queryKey: CONTRACTS })]);
}

export type { Contract, Invoice };
