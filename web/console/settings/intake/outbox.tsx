import { Button, Modal, Skeleton } from '@mantine/core';
import { IconChevronRight, IconMailForward } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../api/channels.api';
import type { OutboxMail } from '../../../api/channels.types';
import { EmptyState } from '../../../ui/empty-state';
import { ProblemState } from '../../feedback/problem-state';
import { useNow, useReader } from '../../time/reader';
import { shortTime } from '../../time/time';
import { Body } from '../parts';
import classes from '../settings.module.css';

/** What would have been sent, while no mail server is set: a newcomer sees every answer as customers would. */
export function Outbox() {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const [open, setOpen] = useState<OutboxMail | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['outbox'],
    queryFn: ({ pageParam }) => channels.outbox(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 10_000,
  });
  const mails = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Body title={t('settings.sections.outbox')} intro={t('outbox.intro')}>
      {list.error && mails.length === 0 && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && mails.length === 0 && (
        <EmptyState icon={IconMailForward} title={t('outbox.empty')}>
          {t('outbox.emptyHint')}
        </EmptyState>
      )}
      {mails.length > 0 && (
        <div className={classes.list}>
          {mails.map((mail) => (
            <button key={mail.id} type="button" className={classes.row} onClick={() => setOpen(mail)}>
              <span className="grow">
                <span className="cut" style={{ display: 'block' }}>
                  <b>{mail.subject}</b>
                </span>
                <span className={`cut ${classes.small}`} style={{ display: 'block' }}>
                  {t('ticket.to', { names: recipients(mail) })}
                </span>
              </span>
              <span className="dim">{shortTime(mail.at, now, reader)}</span>
              <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
            </button>
          ))}
        </div>
      )}
      {list.hasNextPage && (
        <Button variant="subtle" mt={12} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
      {open && <OutboxDialog mail={open} onClose={() => setOpen(null)} />}
    </Body>
  );
}

const recipients = (mail: OutboxMail): string => (Array.isArray(mail.to) ? mail.to.join(', ') : String(mail.to));

function OutboxDialog({ mail, onClose }: { mail: OutboxMail; onClose: () => void }) {
  const { t } = useTranslation();
  const whole = useQuery({ queryKey: ['outbox', mail.id], queryFn: () => channels.outboxMail(mail.id) });
  return (
    <Modal opened onClose={onClose} title={mail.subject} size="xl">
      <p className="mid" style={{ marginBottom: 12 }}>
        {mail.from} → {recipients(mail)}
      </p>
      {whole.isPending ? (
        <Skeleton h={200} />
      ) : whole.error ? (
        <ProblemState error={whole.error} />
      ) : (
        <>
          <pre className={classes.raw} style={{ fontFamily: 'var(--font)' }} tabIndex={0}>
            {whole.data.text ?? ''}
          </pre>
          {whole.data.raw && (
            <details style={{ marginTop: 12 }}>
              <summary style={{ cursor: 'pointer' }}>{t('ticket.original')}</summary>
              <pre className={classes.raw} style={{ marginTop: 8 }}>
                {whole.data.raw}
              </pre>
            </details>
          )}
        </>
      )}
    </Modal>
  );
}
