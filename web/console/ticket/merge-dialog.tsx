import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { Ticket, TicketRow } from '../../api/tickets.types';
import { offerUndo } from '../feedback/notify';
import { useTicketActions } from '../queue/ticket-actions';
import { TicketFinder } from './ticket-finder';

export function MergeDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const { refresh } = useTicketActions();
  const [other, setOther] = useState<TicketRow | null>(null);
  const merge = useMutation({
    mutationFn: (otherId: string) => tickets.merge(ticket.id, otherId),
    onSuccess: async ({ mergeId }) => {
      onClose();
      await refresh();
      offerUndo(t('ticket.merged', { other: other?.number, into: ticket.number }), async () => {
        await tickets.unmerge(ticket.id, mergeId);
        await refresh();
      });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('ticket.mergeTitle', { number: ticket.number })}>
      <p className="mid" style={{ marginBottom: 12 }}>
        {t('ticket.mergeHint')}
      </p>
      <TicketFinder ticket={ticket} picked={other} onPick={setOther} />
      <Group justify="flex-end" mt={16} gap={8}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!other} loading={merge.isPending} onClick={() => other && merge.mutate(other.id)}>
          {other ? t('ticket.mergeOther', { other: other.number, into: ticket.number }) : t('ticket.merge')}
        </Button>
      </Group>
    </Modal>
  );
}
