import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Contact } from '../../api/customers.types';
import { sales } from '../../api/sales.api';
import type { Deal, DealBoard, DealFilter, DealRow } from '../../api/sales.types';
import { CONTACT } from '../customer/contact-key';
import { useLiveEvent } from '../live/live';
import { touchedBy } from './touched.rules';

export const SALES = ['sales'] as const;
const BOARD = [...SALES, 'board'] as const;
const PIPELINES = [...SALES, 'pipelines'] as const;
const CHOICES = [...SALES, 'choices'] as const;
export const DEAL = (id: string) => [...SALES, 'deal', id] as const;
const HINTS_MS = 250;

export const usePipelines = (enabled = true) =>
  useQuery({ queryKey: PIPELINES, queryFn: sales.pipelines, staleTime: 60_000, enabled });
export const useChoices = () => useQuery({ queryKey: CHOICES, queryFn: sales.choices, staleTime: 60_000 });

/** What others move is here at once; many hints are one look. */
export function useDealHints(): void {
  const client = useQueryClient();
  const timer = useRef<number | undefined>(undefined);
  useLiveEvent('deal', () => {
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: SALES });
    }, HINTS_MS);
  });
  useEffect(() => () => window.clearTimeout(timer.current), []);
}

export const useBoard = (pipeline: string | undefined, filter: DealFilter) =>
  useQuery({
    queryKey: [...BOARD, pipeline, filter],
    queryFn: ({ signal }) => sales.board(pipeline!, filter, signal),
    enabled: pipeline !== undefined,
    placeholderData: keepPreviousData,
    // Next steps become late while nobody writes anything.
    refetchInterval: 60_000,
  });

export const useForecast = (pipeline: string | undefined, filter: DealFilter) =>
  useQuery({
    queryKey: [...SALES, 'forecast', pipeline, filter],
    queryFn: () => sales.forecast(pipeline!, filter),
    enabled: pipeline !== undefined,
    placeholderData: keepPreviousData,
  });

export const useResults = (pipeline: string, query: Record<string, string | undefined>) =>
  useQuery({
    queryKey: [...SALES, 'results', pipeline, query],
    queryFn: () => sales.results(pipeline, query),
    placeholderData: keepPreviousData,
  });

export const useResultDeals = (pipeline: string, query: Record<string, string | undefined>) =>
  useInfiniteQuery({
    queryKey: [...SALES, 'results', pipeline, 'deals', query],
    queryFn: ({ pageParam }) => sales.resultDeals(pipeline, { limit: 50, ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const useDealList = (query: Record<string, string | number | undefined>) =>
  useInfiniteQuery({
    queryKey: [...SALES, 'list', query],
    queryFn: ({ pageParam }) => sales.list({ limit: 60, ...query, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useDeal = (number: string) => useQuery({ queryKey: DEAL(number), queryFn: () => sales.one(number) });

export const useTimeline = (id: string) =>
  useInfiniteQuery({
    queryKey: [...SALES, 'timeline', id],
    queryFn: ({ pageParam }) => sales.timeline(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** What is said on its tickets, or by its person, is no change of the deal. */
export function useSaidHints({ id, tickets, contact }: Deal): void {
  const client = useQueryClient();
  useLiveEvent('ticket', (fact) => {
    const isTheirs = tickets.some((one) => one.id === fact.id) || (contact && fact.contact?.id === contact.id);
    if (isTheirs) void client.invalidateQueries({ queryKey: [...SALES, 'timeline', id] });
  });
}

export const useActivities = (query: Record<string, string | number | undefined>, enabled = true) =>
  useQuery({
    queryKey: [...SALES, 'activities', query],
    queryFn: () => sales.activities({ limit: 100, ...query }),
    placeholderData: keepPreviousData,
    enabled,
  });

export const useActivity = (id: string) =>
  useQuery({ queryKey: [...SALES, 'activity', id], queryFn: () => sales.activity(id), staleTime: 0, gcTime: 0 });

export const useProposals = (deal: string) =>
  useQuery({ queryKey: [...SALES, 'proposals', deal], queryFn: () => sales.proposals(deal) });

export const usePriceBook = () => useQuery({ queryKey: ['packages', 'priced'], queryFn: sales.priceBook });

/** Whatever was changed, everything around it is asked anew; the deal itself is shown as the server answered. */
export function useSalesChange<T, R>(mutationFn: (of: T) => Promise<R>, quiet = false) {
  const client = useQueryClient();
  return useMutation({
    ...(quiet && { meta: { quiet: true } }),
    mutationFn,
    onSuccess: (answer: R) => {
      const deal = answer as unknown as Deal | undefined;
      if (deal && typeof deal === 'object' && 'tickets' in deal) {
        client.setQueryData(DEAL(String(deal.number)), deal);
      }
    },
    // What was done stands on the timelines of customers too.
    onSettled: (answer) => {
      const companyOf = (id: string) => client.getQueryData<Contact>(CONTACT(id))?.company?.id;
      const keys = [SALES, ...touchedBy(answer, companyOf)];
      return Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

/** The card stands in its new stage before the server has said so, and goes back where it says no. */
export function useMove() {
  const client = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: ({ deal, stageId }: { deal: DealRow; stageId: string }) => sales.move(deal.id, stageId, deal.version),
    onMutate: async ({ deal, stageId }) => {
      await client.cancelQueries({ queryKey: BOARD });
      const before = client.getQueriesData<DealBoard>({ queryKey: BOARD });
      client.setQueriesData<DealBoard>({ queryKey: BOARD }, (board) => board && movedOn(board, deal, stageId));
      return { before };
    },
    onError: (_, __, context) => {
      for (const [key, board] of context?.before ?? []) client.setQueryData(key, board);
    },
    onSuccess: (deal) => client.setQueryData(DEAL(String(deal.number)), deal),
    onSettled: () => client.invalidateQueries({ queryKey: SALES }),
  });
}

export function movedOn(board: DealBoard, deal: DealRow, stageId: string): DealBoard {
  const target = board.stages.find(({ id }) => id === stageId);
  if (!target) return board;
  const stage = { id: target.id, name: target.name, probability: target.probability };
  return {
    ...board,
    stages: board.stages.map((one) => {
      const rest = one.deals.filter(({ id }) => id !== deal.id);
      const left = rest.length < one.deals.length ? -1 : 0;
      return one.id === stageId
        ? { ...one, count: one.count + 1 + left, deals: [{ ...deal, stage, rotting: false }, ...rest] }
        : { ...one, count: one.count + left, deals: rest };
    }),
  };
}
