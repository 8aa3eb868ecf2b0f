import { Anchor, Button, Group, Modal, Skeleton } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf } from '../../../api/client';
import { channels } from '../../../api/channels.api';
import type { Envelope } from '../../../api/channels.types';
import { TagMark } from '../../../ui/tag-mark';
import { useCan } from '../../session/session';
import { useReader } from '../../time/reader';
import { fullTime, size } from '../../time/time';
import classes from '../settings.module.css';
import { STATE_TONES } from './state-tones';

/** As much of a large envelope as a page can show well; the whole can be downloaded. */
const SHOWN_BYTES = 200_000;

async function rawText(id: string): Promise<string> {
  const response = await fetch(addressOf(`/intake/envelopes/${id}/raw`), { credentials: 'same-origin' });
  if (!response.ok) throw new Error(String(response.status));
  const bytes = await response.arrayBuffer();
  return new TextDecoder('utf-8').decode(bytes.slice(0, SHOWN_BYTES));
}

/** What came, byte for byte, what became of it, and a second try. */
export function EnvelopeDialog({ envelope, onClose }: { envelope: Envelope; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reader = useReader();
  const mayReplay = useCan()('intake:replay');
  const raw = useQuery({
    queryKey: ['intake', 'raw', envelope.id],
    queryFn: () => rawText(envelope.id),
    staleTime: Infinity,
  });
  const replay = useMutation({
    mutationFn: () => channels.replay(envelope.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['intake'] });
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={
        <Group gap={8}>
          {t('intake.envelope')}{' '}
          <TagMark tone={STATE_TONES[envelope.state]}>{t(`intake.states.${envelope.state}`)}</TagMark>
        </Group>
      }
    >
      <p className="mid" style={{ marginBottom: 8 }}>
        {[
          fullTime(envelope.receivedAt, reader),
          size(envelope.size, reader.language),
          envelope.reason && t(`intake.reasons.${envelope.reason}`, { defaultValue: envelope.reason }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {raw.isPending ? (
        <Skeleton h={240} />
      ) : (
        <pre className={classes.raw} tabIndex={0}>
          {raw.data ?? t('errors.couldNotLoad')}
        </pre>
      )}
      <Group gap={8} mt={16}>
        <Anchor href={addressOf(`/intake/envelopes/${envelope.id}/raw`)} download={`${envelope.id}.bin`}>
          <IconDownload size={14} style={{ verticalAlign: -2 }} aria-hidden="true" /> {t('ticket.download')}
        </Anchor>
        {envelope.ticketId && (
          <Anchor component={Link} to={`/tickets/${envelope.ticketId}`}>
            {t('intake.toTicket')}
          </Anchor>
        )}
        <span className="grow" />
        {mayReplay && (envelope.state === 'ignored' || envelope.state === 'quarantined') && (
          <Button leftSection={<IconRefresh size={14} />} loading={replay.isPending} onClick={() => replay.mutate()}>
            {t('intake.replay')}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
