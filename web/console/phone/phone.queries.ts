import { useQuery, useQueryClient } from '@tanstack/react-query';
import { phone, type PhoneState } from '../../api/phone.api';
import { useLiveEvent } from '../live/live';
import { useCan } from '../session/session';

export const PHONE = ['phone'] as const;
/** Who is asked alone has a while; then it rings at all, of which no event tells. */
const WHILE_WAITING_MS = 4_000;

export function usePhone(): PhoneState | undefined {
  const can = useCan();
  const { data } = useQuery({
    queryKey: PHONE,
    queryFn: phone.read,
    enabled: can('calls:take', 'calls:dial'),
    refetchInterval: ({ state }) => (state.data?.waiting.length ? WHILE_WAITING_MS : false),
  });
  return data;
}

/** Once, where the phone is: every call's change is a reason to ask. */
export function useLivePhone(): void {
  const client = useQueryClient();
  const again = () => void client.invalidateQueries({ queryKey: PHONE });
  useLiveEvent('call', ({ id }) => {
    again();
    void client.invalidateQueries({ queryKey: ['call', id] });
  });
  useLiveEvent('offer', again);
  useLiveEvent('offer-ended', again);
  useLiveEvent('availability', again);
}
