import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Ticket } from '../../api/tickets.types';
import { VisitDialog } from '../dispatch/visit-dialog';
import { say } from '../feedback/notify';
import { useCan } from '../session/session';
import { TICKET } from './ticket.queries';

/** Makes a visit for a ticket; who plans goes on to the board, where slots are suggested. */
export function PlanVisitDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const can = useCan();
  const client = useQueryClient();
  const navigate = useNavigate();
  const made = (id: string) => {
    void client.invalidateQueries({ queryKey: ['visit'] });
    void client.invalidateQueries({ queryKey: [...TICKET, String(ticket.number)] });
    if (can('visits:plan')) void navigate(`/dispatch?visit=${id}`);
    else say(t('ticket.visitMade'));
  };
  return <VisitDialog ticket={ticket.number} onMade={made} onClose={onClose} />;
}
