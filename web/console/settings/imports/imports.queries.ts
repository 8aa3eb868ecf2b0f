import { useMutation, useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { imports } from '../../../api/imports.api';
import type { Import } from '../../../api/imports.types';

export const IMPORTS: QueryKey = ['imports', 'list'];
const LOOK_AGAIN_MS = 1_000;

export const isMoving = (one: Import | undefined): boolean =>
  one !== undefined && ['checking', 'running', 'undoing'].includes(one.state);

/** What is under way is looked at again until it has ended. */
export const useImports = () =>
  useQuery({
    queryKey: IMPORTS,
    queryFn: async () => (await imports.list()).items,
    refetchInterval: (query) => (query.state.data?.some(isMoving) ? LOOK_AGAIN_MS : false),
  });

export const useImport = (id: string) =>
  useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: () => imports.one(id),
    refetchInterval: (query) => (isMoving(query.state.data) ? LOOK_AGAIN_MS : false),
  });

export const useKinds = () =>
  useQuery({ queryKey: ['imports', 'kinds'], queryFn: async () => (await imports.kinds()).items, staleTime: 300_000 });

export function useImportChange<T = void>(change: (given: T) => Promise<unknown>, then?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['imports'] });
      then?.();
    },
  });
}
