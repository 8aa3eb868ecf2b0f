import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { assignment, type MyAvailability } from '../../api/assignment.api';
import { say } from '../feedback/notify';
import { useLiveEvent } from '../live/live';

export const CHOICES = ['online', 'away', 'giveBack'] as const;
type Choice = (typeof CHOICES)[number];

const AVAILABILITY = ['me', 'availability'] as const;

interface Switch extends MyAvailability {
  become: (choice: Choice) => void;
  /** How much one has changes with every ticket. */
  lookAgain: () => void;
}

/** Whether work is given to this person. The server knows; every tab and a restart show the same. */
export function useAvailability(): Switch {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, refetch } = useQuery({ queryKey: AVAILABILITY, queryFn: assignment.availability, staleTime: 30_000 });
  const known: MyAvailability = data ?? { state: 'online', chosen: 'online', load: 0, most: 0 };
  const change = useMutation({
    mutationFn: (choice: Choice) =>
      assignment.setAvailability(choice === 'giveBack' ? { state: 'away', giveBack: true } : { state: choice }),
    onMutate: (choice) =>
      client.setQueryData(AVAILABILITY, { ...known, state: choice === 'online' ? 'online' : 'away' }),
    onSuccess: (now, choice) => {
      client.setQueryData(AVAILABILITY, now);
      if (choice !== 'giveBack') return;
      say(
        now.givenBack ? t('shell.availability.givenBack', { count: now.givenBack }) : t('shell.availability.noneBack'),
      );
    },
    onError: () => client.invalidateQueries({ queryKey: AVAILABILITY }),
  });
  useLiveEvent('availability', ({ state }) => client.setQueryData(AVAILABILITY, { ...known, state }));
  return { ...known, become: (choice) => change.mutate(choice), lookAgain: () => void refetch() };
}
