import { useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../api/client';
import { tickets } from '../../api/tickets.api';
import type { Ticket, TicketChange } from '../../api/tickets.types';
import { sayProblem } from '../feedback/notify';
import { VIEW_COUNTS } from '../queue/views.queries';
import { eventsOf, TICKET } from './ticket.queries';

/** One field of one ticket, under the version that was seen; who was overtaken sees the newer ticket and decides again. */
export function useChangeTicket(ticket: Ticket): (what: TicketChange) => Promise<boolean> {
  const client = useQueryClient();
  const key = [...TICKET, String(ticket.number)];
  return async (what) => {
    try {
      const changed = await tickets.change(ticket.id, ticket.version, what);
      client.setQueryData<Ticket>(key, (before) => (before ? { ...before, ...changed } : changed));
      await Promise.all([
        client.invalidateQueries({ queryKey: eventsOf(ticket.id) }),
        client.invalidateQueries({ queryKey: VIEW_COUNTS }),
      ]);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) await client.invalidateQueries({ queryKey: key });
      sayProblem(error);
      return false;
    }
  };
}
