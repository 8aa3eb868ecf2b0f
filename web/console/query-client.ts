import { MutationCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/client';
import { sayProblem } from './feedback/notify';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 5 * 60_000,
      retry: (count, error) => {
        const status = error instanceof ApiError ? error.status : 0;
        return (status === 0 || status >= 500 || status === 429) && count < 3;
      },
    },
  },
  mutationCache: new MutationCache({
    // A form that shows its own errors says so with `meta: { quiet: true }`.
    onError: (error, _variables, _context, mutation) => {
      if (!mutation.meta?.quiet) sayProblem(error);
    },
  }),
});
