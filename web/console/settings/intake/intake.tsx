import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconChevronRight, IconInbox, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../api/channels.api';
import type { Envelope } from '../../../api/channels.types';
import { ChannelIcon } from '../../../ui/channel-icon';
import { EmptyState } from '../../../ui/empty-state';
import { TagMark } from '../../../ui/tag-mark';
import { say } from '../../feedback/notify';
import { ProblemState } from '../../feedback/problem-state';
import { useChannels } from '../../queue/lookups.queries';
import { useCan } from '../../session/session';
import { useNow, useReader } from '../../time/reader';
import { shortTime, size } from '../../time/time';
import { Answer, Body } from '../parts';
import classes from '../settings.module.css';
import { EnvelopeDialog } from './envelope-dialog';
import { Figures } from './figures';
import { STATE_TONES } from './state-tones';

const STATES = ['all', 'received', 'processed', 'ignored', 'quarantined'];
export const ENVELOPES = ['intake', 'envelopes'] as const;

export function Intake() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const kinds = useChannels();
  const mayReplay = useCan()('intake:replay');
  const [state, setState] = useState('all');
  const [channel, setChannel] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [open, setOpen] = useState<Envelope | null>(null);
  const asked = {
    state: state === 'all' ? undefined : state,
    channel: channel ?? undefined,
    reason: reason ?? undefined,
  };
  const summary = useQuery({
    queryKey: ['intake', 'summary'],
    queryFn: channels.intakeSummary,
    refetchInterval: 10_000,
  });
  const list = useInfiniteQuery({
    queryKey: [...ENVELOPES, asked],
    queryFn: ({ pageParam }) => channels.envelopes({ ...asked, limit: '50', cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 15_000,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const reasons = [...new Set(items.flatMap((envelope) => envelope.reason ?? []))];
  const replay = useMutation({
    mutationFn: () => channels.replayAll({ state, channel: asked.channel, reason: asked.reason }),
    onSuccess: async (done) => {
      await client.invalidateQueries({ queryKey: ['intake'] });
      say(t('intake.replayed', { count: done.replayed }));
    },
  });
  return (
    <Body title={t('settings.sections.intake')} intro={t('intake.intro')}>
      <Answer of={summary}>{(data) => <Figures summary={data} />}</Answer>
      <div className={classes.filters} style={{ marginTop: 24 }}>
        <div style={{ overflowX: 'auto', maxWidth: '100%' }}>
          <SegmentedControl
            aria-label={t('intake.state')}
            value={state}
            onChange={(value) => {
              setState(value);
              setReason(null);
            }}
            data={STATES.map((value) => ({ value, label: t(`intake.states.${value}`) }))}
          />
        </div>
        <Select
          aria-label={t('queue.fields.channel')}
          placeholder={t('intake.anyChannel')}
          clearable
          w={150}
          data={(kinds.data ?? []).map(({ kind, name }) => ({
            value: kind,
            label: t(`channels.${kind}`, { defaultValue: name }),
          }))}
          value={channel}
          onChange={setChannel}
        />
        {(reasons.length > 0 || reason) && (
          <Select
            aria-label={t('intake.reason')}
            placeholder={t('intake.anyReason')}
            clearable
            w={200}
            data={(reason && !reasons.includes(reason) ? [...reasons, reason] : reasons).map((value) => ({
              value,
              label: t(`intake.reasons.${value}`, { defaultValue: value }),
            }))}
            value={reason}
            onChange={setReason}
          />
        )}
        {mayReplay && (state === 'ignored' || state === 'quarantined') && items.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={14} />}
            loading={replay.isPending}
            onClick={() => replay.mutate()}
          >
            {t('intake.replayAll')}
          </Button>
        )}
      </div>
      {list.error && items.length === 0 ? (
        <ProblemState error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isSuccess && items.length === 0 ? (
        <EmptyState icon={IconInbox} title={t('intake.nothing')}>
          {t('intake.nothingHint')}
        </EmptyState>
      ) : (
        <div className={classes.list}>
          {items.map((envelope) => (
            <EnvelopeRow key={envelope.id} envelope={envelope} onOpen={() => setOpen(envelope)} />
          ))}
        </div>
      )}
      {list.hasNextPage && (
        <Button variant="subtle" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
      {open && <EnvelopeDialog envelope={open} onClose={() => setOpen(null)} />}
    </Body>
  );
}

function EnvelopeRow({ envelope, onOpen }: { envelope: Envelope; onOpen: () => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  return (
    <button type="button" className={classes.row} onClick={onOpen}>
      <ChannelIcon channel={envelope.channel} size={16} />
      <span className="grow cut">
        {shortTime(envelope.receivedAt, now, reader)}
        {envelope.reason && (
          <span className="mid"> · {t(`intake.reasons.${envelope.reason}`, { defaultValue: envelope.reason })}</span>
        )}
      </span>
      <span className={`dim ${classes.hideOnPhone}`}>{size(envelope.size, reader.language)}</span>
      <TagMark tone={STATE_TONES[envelope.state]}>{t(`intake.states.${envelope.state}`)}</TagMark>
      <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
    </button>
  );
}
