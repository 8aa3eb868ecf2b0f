import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Post } from '../../api/posts.types';
import { ChannelIcon } from '../../ui/channel-icon';
import classes from '../broadcasts/broadcasts.module.css';
import { ProblemState } from '../feedback/problem-state';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { useAnswers } from './posts.queries';

/** What was said under it; each opens the ticket on which it is answered. */
export function PostAnswers({ post }: { post: Post }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const list = useAnswers(post);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.recipients}>
      <header>
        <h2>{t('posts.answers')}</h2>
        {post.answers > 0 && <span className="dim">{post.answers}</span>}
      </header>
      {list.error && rows.length === 0 && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && (
        <p className={classes.hint}>{t(post.answers > 0 ? 'posts.answersElsewhere' : 'posts.noAnswers')}</p>
      )}
      {rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((row) => (
            <li key={row.id}>
              <Link className={classes.answer} to={`/tickets/${row.ticket.number}`}>
                <ChannelIcon channel={row.inbox.channel} />
                <span className="grow">
                  <span className={classes.answerHead}>
                    <b className="cut">{row.contact?.name}</b>
                    <span className="dim">#{row.ticket.number}</span>
                    {row.answered && (
                      <span className="ok">
                        <IconArrowBackUp size={14} stroke={1.75} aria-hidden="true" /> {t('posts.answered')}
                      </span>
                    )}
                    <time className="dim" dateTime={row.at} title={fullTime(row.at, reader)}>
                      {shortTime(row.at, now, reader)}
                    </time>
                  </span>
                  {row.takenBack ? <em className="dim">{t('ticket.takenBack')}</em> : <span>{row.text}</span>}
                </span>
              </Link>
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
