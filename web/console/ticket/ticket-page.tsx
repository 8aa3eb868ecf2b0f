import { Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Late } from '../../ui/late';
import { EarlyAnswer, useEarlyAnswer } from '../composer/early-answer';
import { CustomerPanel } from '../customer/customer-panel';
import { ProblemState } from '../feedback/problem-state';
import { useSeenTicket } from '../notifications/notifications.queries';
import { usePageTitle } from '../shell/title';
import { QuotingPart } from './quoting';
import classes from './ticket-page.module.css';
import { TicketFields } from './ticket-fields';
import { TicketTitle } from './ticket-title';
import { Timeline } from './timeline';
import { useLiveTicket, useTicket } from './ticket.queries';

const Composer = lazy(async () => ({ default: (await import('../composer/composer')).Composer }));

export function TicketPage() {
  const number = useParams().number ?? '';
  const wanted = useRef<'reply' | 'note' | null>(null);
  return (
    <EarlyAnswer value={wanted}>
      <OpenTicket key={number} number={number} />
    </EarlyAnswer>
  );
}

function OpenTicket({ number }: { number: string }) {
  const { t } = useTranslation();
  const ticket = useTicket(number);
  const isWide = useMediaQuery('(min-width: 1280px)', window.innerWidth >= 1280);
  const [part, setPart] = useState<'timeline' | 'customer'>('timeline');
  useSeenTicket(ticket.data?.id);
  useLiveTicket(ticket.data?.id, number, ticket.data?.version);
  usePageTitle(ticket.data && `#${ticket.data.number} ${ticket.data.subject}`);

  if (ticket.error && !ticket.data) {
    return (
      <main className={classes.alone}>
        <ProblemState error={ticket.error} onRetry={() => void ticket.refetch()} />
      </main>
    );
  }
  if (!ticket.data) return <TicketSkeleton />;
  const showPanel = isWide || part === 'customer';
  return (
    <div className={classes.page} data-part={part}>
      <main className={classes.ticket} aria-label={t('ticket.label', { number: ticket.data.number })}>
        <header className={classes.head}>
          <TicketTitle ticket={ticket.data} part={part} onPart={setPart} />
          <TicketFields ticket={ticket.data} />
          <div className={classes.tabs} role="tablist" aria-label={t('ticket.parts')}>
            {(['timeline', 'customer'] as const).map((name) => (
              <button key={name} type="button" role="tab" aria-selected={part === name} onClick={() => setPart(name)}>
                {t(`ticket.part.${name}`)}
              </button>
            ))}
          </div>
        </header>
        <div className={classes.talkPart}>
          <QuotingPart key={ticket.data.id}>
            <Timeline ticket={ticket.data} />
            <Suspense fallback={<ComposerToCome />}>
              <Composer ticket={ticket.data} />
            </Suspense>
          </QuotingPart>
        </div>
      </main>
      {showPanel && (
        <aside className={classes.customer} aria-label={t('ticket.part.customer')}>
          <CustomerPanel ticket={ticket.data} />
        </aside>
      )}
    </div>
  );
}

function ComposerToCome() {
  useEarlyAnswer();
  return <div style={{ height: 180 }} />;
}

function TicketSkeleton() {
  useEarlyAnswer();
  return (
    <main className={classes.alone} aria-busy="true">
      <Late>
        <div style={{ padding: '16px 24px', flex: 1, maxWidth: 700 }}>
          <Skeleton h={24} w="60%" />
          <Skeleton h={20} w="40%" mt={20} mb={40} />
          {[70, 45, 85].map((width) => (
            <div key={width} style={{ display: 'flex', gap: 12, marginBottom: 32 }}>
              <Skeleton circle h={28} />
              <div style={{ flex: 1 }}>
                <Skeleton h={12} w={140} mb={10} />
                <Skeleton h={12} w={`${width}%`} mb={6} />
                <Skeleton h={12} w={`${width - 20}%`} />
              </div>
            </div>
          ))}
        </div>
      </Late>
    </main>
  );
}
