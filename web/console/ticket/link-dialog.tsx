import { Button, Group, Modal, SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { Ticket, TicketRow } from '../../api/tickets.types';
import { TicketFinder } from './ticket-finder';
import { TICKET } from './ticket.queries';

const KINDS = ['related', 'parent', 'child', 'duplicate'] as const;

export function LinkDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [kind, setKind] = useState<string>('related');
  const [other, setOther] = useState<TicketRow | null>(null);
  const link = useMutation({
    mutationFn: (otherId: string) => tickets.link(ticket.id, otherId, kind),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: TICKET });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('ticket.linkTitle', { number: ticket.number })}>
      <SegmentedControl
        fullWidth
        mb={12}
        aria-label={t('ticket.linkKind')}
        value={kind}
        onChange={setKind}
        data={KINDS.map((value) => ({ value, label: t(`ticket.linkKinds.${value}`) }))}
      />
      <TicketFinder ticket={ticket} picked={other} onPick={setOther} />
      <Group justify="flex-end" mt={16} gap={8}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!other} loading={link.isPending} onClick={() => other && link.mutate(other.id)}>
          {t('ticket.link')}
        </Button>
      </Group>
    </Modal>
  );
}
