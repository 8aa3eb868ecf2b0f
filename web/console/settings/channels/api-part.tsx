import { Anchor, Badge, Button, Group } from '@mantine/core';
import { IconExternalLink, IconKey, IconRepeat } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../api/channels.api';
import type { ApiDelivery, Inbox } from '../../../api/channels.types';
import { say } from '../../feedback/notify';
import { ProblemState } from '../../feedback/problem-state';
import { INBOXES } from '../../queue/lookups.queries';
import { useNow, useReader } from '../../time/reader';
import { fullTime, shortTime } from '../../time/time';
import { CopyLine } from '../copy-line';
import { Part } from '../parts';
import classes from '../settings.module.css';

/** What a line of one's own has beside its settings: its signing secret, and what became of each answer. */
export function ApiPart({ inbox }: { inbox: Inbox }) {
  return (
    <>
      <SecretPart inbox={inbox} />
      <DeliveriesPart inboxId={inbox.id} />
    </>
  );
}

function SecretPart({ inbox }: { inbox: Inbox }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: INBOXES });
  const renew = useMutation({ mutationFn: () => channels.renewApiSecret(inbox.id) });
  const end = useMutation({
    mutationFn: () => channels.endApiSecret(inbox.id),
    onSuccess: async () => {
      renew.reset();
      await again();
      say(t('apiLine.ended'));
    },
  });
  const isReplaced = renew.isSuccess || inbox.secretsSet?.includes('previousSecret');
  return (
    <Part title={t('apiLine.secret')} intro={t('apiLine.secretHint')}>
      {renew.data && (
        <div style={{ marginBottom: 8 }}>
          <CopyLine text={renew.data.secret} label={t('apiLine.secret')} />
          <p className={classes.small}>{t('apiLine.once')}</p>
        </div>
      )}
      <Group gap={8}>
        <Button
          variant="default"
          leftSection={<IconKey size={14} />}
          loading={renew.isPending}
          onClick={() => renew.mutate()}
        >
          {t('apiLine.renew')}
        </Button>
        {isReplaced && (
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
            {t('apiLine.end')}
          </Button>
        )}
        <span className="grow" />
        <Anchor href="/api/v1/channels/api/openapi.json" target="_blank" rel="noopener" fz="var(--text-md)">
          {t('apiLine.description')} <IconExternalLink size={14} style={{ verticalAlign: -2 }} aria-hidden="true" />
        </Anchor>
      </Group>
      {(renew.error ?? end.error) && <ProblemState error={(renew.error ?? end.error)!} />}
    </Part>
  );
}

const TONES: Record<ApiDelivery['outcome'], string> = { accepted: 'teal', later: 'yellow', refused: 'red' };

function DeliveriesPart({ inboxId }: { inboxId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = ['api-deliveries', inboxId];
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => channels.apiDeliveries(inboxId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 10_000,
  });
  const replay = useMutation({
    mutationFn: (id: string) => channels.replayApiDelivery(inboxId, id),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: key });
      say(t(`apiLine.replayed.${made.outcome}`));
    },
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Part title={t('apiLine.deliveries')} intro={t('apiLine.deliveriesHint')}>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {replay.error && <ProblemState error={replay.error} />}
      {list.isSuccess && (
        <div className={classes.list}>
          {rows.length === 0 && <p className={classes.empty}>{t('apiLine.none')}</p>}
          {rows.map((row) => (
            <DeliveryRow
              key={row.id}
              row={row}
              busy={replay.isPending && replay.variables === row.id}
              onReplay={() => replay.mutate(row.id)}
            />
          ))}
        </div>
      )}
      {list.hasNextPage && (
        <Button variant="subtle" mt={12} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </Part>
  );
}

function DeliveryRow({ row, busy, onReplay }: { row: ApiDelivery; busy: boolean; onReplay: () => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const answered = row.status === null ? t('apiLine.noAnswer') : String(row.status);
  return (
    <div className={classes.row}>
      <Badge color={TONES[row.outcome]} variant="light" style={{ flex: 'none' }}>
        {t(`apiLine.outcomes.${row.outcome}`)}
      </Badge>
      <div className="grow" style={{ minWidth: 0 }}>
        <div className="cut">
          {answered} · {row.ms} ms{row.replay && ` · ${t('apiLine.byHand')}`}
        </div>
        {row.answer && (
          <div className={`cut ${classes.small}`} title={row.answer}>
            {row.answer}
          </div>
        )}
      </div>
      <time className="dim" dateTime={row.at} title={fullTime(row.at, reader)}>
        {shortTime(row.at, now, reader)}
      </time>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconRepeat size={14} />}
        loading={busy}
        onClick={onReplay}
      >
        {t('apiLine.replay')}
      </Button>
    </div>
  );
}
