import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Ticket } from '../../api/tickets.types';
import { say } from '../feedback/notify';
import { DealDialog } from '../sales/deal-dialog';
import { usePipelines } from '../sales/sales.queries';

/** Whoever wrote, called, chatted or said something under a post may buy: a deal with all that is known of them. */
export function ProspectDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pipelines = usePipelines();
  const [pipeline] = pipelines.data ?? [];
  if (!pipeline) return null;
  return (
    <DealDialog
      pipeline={pipeline}
      start={{
        title: ticket.subject,
        ticketId: ticket.id,
        contact: ticket.contact,
        company: ticket.company ?? undefined,
      }}
      onMade={({ number }) => {
        say(t('sales.prospectMade', { number }));
        void navigate(`/sales/deals/${number}`);
      }}
      onClose={onClose}
    />
  );
}
