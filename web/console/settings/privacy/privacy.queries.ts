import { useMutation, useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { privacy } from '../../../api/privacy.api';
import type { PrivacyRequest } from '../../../api/privacy.types';

export const REQUESTS: QueryKey = ['privacy', 'requests'];
export const HOLDS: QueryKey = ['privacy', 'holds'];
export const PRIVACY_OF = (contactId: string): QueryKey => ['privacy', 'contact', contactId];

const LOOK_AGAIN_MS = 1_500;
const atWork = (requests: PrivacyRequest[] | undefined): boolean =>
  requests?.some((one) => one.state === 'working') ?? false;

/** What is under way is looked at again until it has ended. */
export const useContactPrivacy = (contactId: string) =>
  useQuery({
    queryKey: PRIVACY_OF(contactId),
    queryFn: () => privacy.contact(contactId),
    refetchInterval: (query) => (atWork(query.state.data?.requests) ? LOOK_AGAIN_MS : false),
  });

export const useRequests = () =>
  useQuery({
    queryKey: REQUESTS,
    queryFn: async () => (await privacy.requests({ limit: '100' })).items,
    refetchInterval: (query) => (atWork(query.state.data) ? LOOK_AGAIN_MS : false),
  });

/** Something about privacy changed: lists, the person, and what their page shows. */
export function useChange<T>(change: (given: T) => Promise<unknown>, then?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['privacy'] }),
        client.invalidateQueries({ queryKey: ['contact'] }),
      ]);
      then?.();
    },
  });
}

/** Fetches the file and gives it to the browser. */
export async function download(id: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await privacy.fetchFile(id));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
