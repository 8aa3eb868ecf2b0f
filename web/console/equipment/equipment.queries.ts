import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { equipment } from '../../api/equipment.api';
import type { WholeUnit } from '../../api/equipment.types';

export const EQUIPMENT = ['equipment'] as const;
export const UNIT = (id: string) => [...EQUIPMENT, 'one', id] as const;

export type UnitFilter = Partial<
  Record<'q' | 'company' | 'site' | 'contract' | 'location' | 'model' | 'state' | 'family', string>
>;

export const useUnits = (filter: UnitFilter) =>
  useInfiniteQuery({
    queryKey: [...EQUIPMENT, 'list', filter],
    queryFn: ({ pageParam, signal }) => equipment.list({ ...filter, cursor: pageParam, limit: 60 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useUnit = (id: string) => useQuery({ queryKey: UNIT(id), queryFn: () => equipment.one(id) });

export const useMoves = (id: string) =>
  useInfiniteQuery({
    queryKey: [...EQUIPMENT, 'moves', id],
    queryFn: ({ pageParam }) => equipment.moves(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const useModels = () =>
  useQuery({ queryKey: [...EQUIPMENT, 'models'], queryFn: () => equipment.models(), staleTime: 60_000 });
export const useLocations = (enabled = true) =>
  useQuery({ queryKey: [...EQUIPMENT, 'locations'], queryFn: equipment.locations, staleTime: 60_000, enabled });

/** What came back is shown at once; lists, stock and histories are asked anew. */
export function useKeep(): (unit?: WholeUnit) => Promise<void> {
  const client = useQueryClient();
  return async (unit) => {
    if (unit) client.setQueryData(UNIT(unit.id), unit);
    await client.invalidateQueries({ queryKey: EQUIPMENT });
  };
}
