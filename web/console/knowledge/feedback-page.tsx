import { Button, Select } from '@mantine/core';
import { IconCheck, IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { knowledge } from '../../api/knowledge.api';
import type { ArticleOpinion, KnowledgeFigures } from '../../api/knowledge.types';
import page from '../broadcasts/broadcasts.module.css';
import { offerUndo, sayProblem } from '../feedback/notify';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import classes from './knowledge.module.css';
import { FIGURES, OPINIONS } from './knowledge.queries';
import { KnowledgeTabs } from './knowledge-tabs';

export function FeedbackPage() {
  return useCan()('knowledge:read') ? <Feedback /> : <NotFound />;
}

/** What is read, what helps, what readers say, and what they look for in vain. */
function Feedback() {
  const { t } = useTranslation();
  const can = useCan();
  const [days, setDays] = useState('30');
  const figures = useQuery({ queryKey: [...FIGURES, days], queryFn: () => knowledge.figures(Number(days)) });
  return (
    <main className={page.page}>
      <div className={page.body}>
        <KnowledgeTabs current="feedback" />
        <header className={page.head}>
          <div className="grow">
            <h1>{t('knowledge.figures')}</h1>
            <p>{t('knowledge.figuresIntro')}</p>
          </div>
          <Select
            aria-label={t('knowledge.range')}
            allowDeselect={false}
            w={160}
            data={['7', '30', '90', '365'].map((value) => ({
              value,
              label: t('knowledge.lastDays', { count: Number(value) }),
            }))}
            value={days}
            onChange={(value) => value && setDays(value)}
          />
        </header>
        {figures.error && !figures.data && (
          <ProblemState error={figures.error} onRetry={() => void figures.refetch()} />
        )}
        {figures.data && <Summary figures={figures.data} />}
        {can('knowledge:write') && <Opinions />}
        {figures.data && <Missed figures={figures.data} />}
        {figures.data && <MostRead figures={figures.data} />}
      </div>
    </main>
  );
}

function Summary({ figures }: { figures: KnowledgeFigures }) {
  const { t } = useTranslation();
  const said = figures.helpful + figures.unhelpful;
  const share = said > 0 ? `${Math.round((figures.helpful / said) * 100)} %` : '–';
  const all: [string, number | string, string][] = [
    ['viewed', figures.viewed, t('knowledge.figure.viewedHint')],
    ['helpful', share, t('knowledge.figure.helpfulHint', { count: said })],
    [
      'solved',
      figures.solved,
      t('knowledge.figure.solvedHint', { suggested: figures.suggested, opened: figures.opened }),
    ],
    ['inserted', figures.inserted, t('knowledge.figure.insertedHint')],
  ];
  return (
    <div className={classes.figures}>
      {all.map(([name, value, hint]) => (
        <div key={name} className={classes.figure}>
          <b>{value}</b>
          <span style={{ color: 'var(--ink)' }}>{t(`knowledge.figure.${name}`)}</span>
          <span>{hint}</span>
        </div>
      ))}
    </div>
  );
}

function Opinions() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: OPINIONS,
    queryFn: ({ pageParam }) => knowledge.opinions({ state: 'new' }, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const again = () => client.invalidateQueries({ queryKey: OPINIONS });
  const settle = useMutation({
    mutationFn: (id: string) => knowledge.settle(id, 'done'),
    onSuccess: (_, id) => {
      void again();
      offerUndo(t('knowledge.seenTo'), async () => {
        await knowledge.settle(id, 'new');
        await again();
      });
    },
    onError: sayProblem,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className={classes.part}>
      <h2>{t('knowledge.opinions')}</h2>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <p style={{ margin: 0 }}>{t('knowledge.noOpinions')}</p>}
      {rows.length > 0 && (
        <ul className={page.list}>
          {rows.map((row) => (
            <li key={row.id}>
              <Opinion row={row} onDone={() => settle.mutate(row.id)} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button variant="default" mt={12} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </section>
  );
}

function Opinion({ row, onDone }: { row: ArticleOpinion; onDone: () => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const Shape = row.helpful ? IconThumbUp : IconThumbDown;
  return (
    <div className={classes.opinion}>
      <Shape
        size={18}
        stroke={1.6}
        className={row.helpful ? 'ok' : 'warn'}
        role="img"
        aria-label={t(row.helpful ? 'knowledge.saidYes' : 'knowledge.saidNo')}
      />
      <div className="grow" style={{ minWidth: 0 }}>
        <p lang={row.language}>{row.said}</p>
        <span className={classes.quiet}>
          <Link to={`/knowledge/${row.article.id}`}>{row.article.title}</Link>
          {row.contact && (
            <>
              {' · '}
              <Link to={`/customers/contacts/${row.contact.id}`}>{row.contact.name}</Link>
            </>
          )}
          {' · '}
          <time dateTime={row.at} title={fullTime(row.at, reader)}>
            {shortTime(row.at, now, reader)}
          </time>
        </span>
      </div>
      <Button variant="default" size="xs" leftSection={<IconCheck size={14} />} onClick={onDone}>
        {t('knowledge.settle')}
      </Button>
    </div>
  );
}

function Missed({ figures: { missed } }: { figures: KnowledgeFigures }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  return (
    <section className={classes.part}>
      <h2>{t('knowledge.missed')}</h2>
      <p>{t('knowledge.missedHint')}</p>
      {missed.length === 0 ? (
        <p style={{ margin: 0 }}>{t('knowledge.noMissed')}</p>
      ) : (
        <div className={classes.tableBox}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('knowledge.lookedFor')}</th>
                <th scope="col">{t('knowledge.language')}</th>
                <th scope="col" className={classes.number}>
                  {t('knowledge.times')}
                </th>
                <th scope="col">{t('knowledge.last')}</th>
              </tr>
            </thead>
            <tbody>
              {missed.map(({ language, query, times, lastAt }) => (
                <tr key={`${language} ${query}`}>
                  <th scope="row">{query}</th>
                  <td>{language}</td>
                  <td className={classes.number}>{times}</td>
                  <td>{shortTime(lastAt, now, reader)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function MostRead({ figures: { articles } }: { figures: KnowledgeFigures }) {
  const { t } = useTranslation();
  if (articles.length === 0) return null;
  return (
    <section className={classes.part}>
      <h2>{t('knowledge.byArticle')}</h2>
      <div className={classes.tableBox}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('knowledge.article')}</th>
              {['viewed', 'helpful', 'solved', 'inserted'].map((name) => (
                <th key={name} scope="col" className={classes.number}>
                  {t(`knowledge.figure.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {articles.map((one) => {
              const said = one.helpful + one.unhelpful;
              return (
                <tr key={one.id}>
                  <th scope="row">
                    <Link to={`/knowledge/${one.id}`}>{one.title}</Link>
                  </th>
                  <td className={classes.number}>{one.viewed}</td>
                  <td className={classes.number}>
                    {said > 0 ? `${Math.round((one.helpful / said) * 100)} % (${said})` : '–'}
                  </td>
                  <td className={classes.number}>{one.solved}</td>
                  <td className={classes.number}>{one.inserted}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
