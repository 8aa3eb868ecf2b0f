import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ApiError } from '../../api/client';
import { assignment } from '../../api/assignment.api';
import { tickets } from '../../api/tickets.api';
import type { Ticket, TicketRow } from '../../api/tickets.types';
import { offerUndo, say } from '../feedback/notify';
import { useQueuePlace } from './queue-location';
import { useTicketActions } from './ticket-actions';

/** Taking work is a race that the server decides: whoever was slower is told, and sees whose it is. */
export function useTake(ticket: Pick<Ticket, 'id' | 'number'>) {
  const said = useTaken();
  const { refresh } = useTicketActions();
  return useMutation({
    mutationFn: () => assignment.claim(ticket.id),
    onSuccess: (taken) => void said(taken),
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409) void refresh();
    },
  });
}

/** The first ticket of one's teams that is nobody's, opened at once. */
export function useTakeNext() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const place = useQueuePlace();
  const said = useTaken();
  return useMutation({
    mutationFn: () => assignment.next(),
    onSuccess: ({ ticket }) => {
      if (!ticket) return say(t('take.nothing'));
      void navigate(place.to(ticket.number));
      void said(ticket);
    },
  });
}

function useTaken() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { refresh } = useTicketActions();
  return async (ticket: Pick<TicketRow, 'id' | 'number' | 'version'>) => {
    client.setQueryData<Ticket>(['ticket', String(ticket.number)], (before) =>
      before ? { ...before, ...ticket } : before,
    );
    await refresh();
    offerUndo(t('take.taken', { number: ticket.number }), async () => {
      await tickets.change(ticket.id, ticket.version, { assigneeId: null });
      await refresh();
    });
  };
}
