import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import i18next from 'i18next';
import { Link } from 'react-router';
import type { Broadcast, Recipient } from '../../api/broadcasts.types';
import { ProblemState } from '../feedback/problem-state';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { useRecipients } from './broadcasts.queries';
import classes from './broadcasts.module.css';
import type { Shown } from './progress';

/** Everybody whom it names, in the order in which they get it. */
export function Recipients({
  broadcast,
  shown,
  onAll,
}: {
  broadcast: Broadcast;
  shown: Shown | undefined;
  onAll: () => void;
}) {
  const { t } = useTranslation();
  const list = useRecipients(broadcast, shown);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.recipients}>
      <header>
        <h2>{t(shown ? `broadcasts.became.${shown}` : 'broadcasts.recipients')}</h2>
        {shown && (
          <Button variant="subtle" size="xs" onClick={onAll}>
            {t('common.all')}
          </Button>
        )}
      </header>
      {list.error && rows.length === 0 && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <p className={classes.hint}>{t('broadcasts.nobody')}</p>}
      {rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((row) => (
            <li key={row.id} className={classes.recipient}>
              <Row recipient={row} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </section>
  );
}

function Row({ recipient }: { recipient: Recipient }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const { contact, address, state, reason, repliedAt, toldAt, ticket, optedOutAt } = recipient;
  return (
    <>
      <span className={classes.rowName}>
        <Link className="link cut" to={`/customers/contacts/${contact.id}`}>
          {contact.name}
        </Link>
        <span className="cut dim">{address}</span>
      </span>
      <span className={classes.became} data-state={state}>
        {t(`broadcasts.became.${state}`)}
        {reason && <span>{reasonWords(reason)}</span>}
      </span>
      <span className={classes.answered}>
        {repliedAt && (
          <span className="ok">
            <IconArrowBackUp size={14} stroke={1.75} aria-hidden="true" /> {t('broadcasts.became.replied')}
          </span>
        )}
        {optedOutAt && <span className="dim">{t('broadcasts.wantsNoMore')}</span>}
      </span>
      {ticket && (repliedAt || state === 'failed' || state === 'unknown') ? (
        <Link className="link" to={`/tickets/${ticket.number}`}>
          #{ticket.number}
        </Link>
      ) : (
        <span />
      )}
      {toldAt ? (
        <time className="dim" dateTime={toldAt} title={fullTime(toldAt, reader)}>
          {shortTime(toldAt, now, reader)}
        </time>
      ) : (
        <span />
      )}
    </>
  );
}

/** Ours are known by a word; what the other side said stands as it was said. */
function reasonWords(reason: string): string {
  const key = `broadcasts.reasons.${reason}`;
  return i18next.exists(key) ? i18next.t(key) : reason;
}
