import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBook2, IconExternalLink, IconPlus, IconSearch, IconThumbUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import {
  ARTICLE_STATES,
  AUDIENCES,
  type ArticleRow,
  type ArticleState,
  type Audience,
} from '../../api/knowledge.types';
import { EmptyState } from '../../ui/empty-state';
import page from '../broadcasts/broadcasts.module.css';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { Languages, StateMark } from './article-marks';
import classes from './knowledge.module.css';
import { nameIn, shelved, useArticles, useCategories } from './knowledge.queries';
import { KnowledgeTabs } from './knowledge-tabs';

/** What we know and let others read. */
export function KnowledgePage() {
  return useCan()('knowledge:read') ? <Articles /> : <NotFound />;
}

function Articles() {
  const { t } = useTranslation();
  const { language } = useReader();
  const can = useCan();
  const mayWrite = can('knowledge:write');
  const [params, setParams] = useSearchParams();
  const [q, setQ] = useState('');
  const [words] = useDebouncedValue(q.trim(), 250);
  const categories = useCategories();
  const state = (params.get('state') as ArticleState | null) ?? undefined;
  const audience = (params.get('audience') as Audience | null) ?? undefined;
  const category = params.get('category') ?? undefined;
  const review = params.get('review') === 'due' ? 'due' : undefined;
  const put = (name: string, value: string | null) =>
    setParams((before) => {
      if (value) before.set(name, value);
      else before.delete(name);
      return before;
    });
  const list = useArticles({ state, audience, category, review, q: words || undefined });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Boolean(state ?? audience ?? category ?? review) || words !== '';
  const fresh = (
    <Button component={Link} to="/knowledge/new" leftSection={<IconPlus size={14} />}>
      {t('knowledge.new')}
    </Button>
  );
  return (
    <main className={page.page}>
      <div className={page.body}>
        <KnowledgeTabs current="articles" />
        <header className={page.head}>
          <div className="grow">
            <h1>{t('knowledge.title')}</h1>
            <p>{t('knowledge.intro')}</p>
          </div>
          <Button
            component="a"
            href="/help"
            target="_blank"
            rel="noreferrer"
            variant="default"
            leftSection={<IconExternalLink size={14} />}
          >
            {t('knowledge.openHelp')}
          </Button>
          {mayWrite && fresh}
        </header>
        <div className={classes.filters}>
          <TextInput
            type="search"
            aria-label={t('knowledge.find')}
            placeholder={t('knowledge.find')}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
          <Select
            aria-label={t('knowledge.state')}
            placeholder={t('knowledge.anyState')}
            clearable
            w={160}
            data={[
              ...ARTICLE_STATES.map((value) => ({ value, label: t(`knowledge.states.${value}`) })),
              { value: 'due', label: t('knowledge.dueForReview') },
            ]}
            value={review ?? state ?? null}
            onChange={(value) => {
              put('review', value === 'due' ? 'due' : null);
              put('state', value === 'due' ? null : value);
            }}
          />
          <Select
            aria-label={t('knowledge.audience')}
            placeholder={t('knowledge.anyAudience')}
            clearable
            w={180}
            data={AUDIENCES.map((value) => ({ value, label: t(`knowledge.audiences.${value}`) }))}
            value={audience ?? null}
            onChange={(value) => put('audience', value)}
          />
          <Select
            aria-label={t('knowledge.category')}
            placeholder={t('knowledge.anyCategory')}
            clearable
            w={180}
            data={shelved(categories.data ?? []).map(({ id, names }) => ({
              value: id,
              label: nameIn(names, language),
            }))}
            value={category ?? null}
            onChange={(value) => put('category', value)}
          />
        </div>
        {list.error && rows.length === 0 && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && rows.length === 0 && (
          <EmptyState
            icon={IconBook2}
            title={t(isFiltered ? 'knowledge.noneFound' : 'knowledge.empty')}
            action={mayWrite && !isFiltered && fresh}
          >
            {t(isFiltered ? 'knowledge.noneFoundHint' : 'knowledge.emptyHint')}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ul className={page.list}>
            {rows.map((row) => (
              <li key={row.id}>
                <Row row={row} category={categories.data?.find(({ id }) => id === row.categoryId)?.names} />
              </li>
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </div>
    </main>
  );
}

function Row({ row, category }: { row: ArticleRow; category?: Record<string, string> }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const isDue = row.reviewBy !== null && row.state === 'published' && row.reviewBy <= now.toISOString().slice(0, 10);
  const said = row.helpful + row.unhelpful;
  return (
    <Link className={classes.row} to={`/knowledge/${row.id}`}>
      <span className={page.rowName}>
        <b className="cut">{row.title}</b>
        <span className={page.rowLine}>
          <span className="cut">
            {[category && nameIn(category, reader.language), row.author?.name].filter(Boolean).join(' · ') || '–'}
          </span>
          {isDue && (
            <span className={classes.tag} data-tone="warn">
              {t('knowledge.dueForReview')}
            </span>
          )}
        </span>
      </span>
      <StateMark state={row.state} />
      <span className={classes.quiet}>{t(`knowledge.audiences.${row.audience}`)}</span>
      <Languages languages={row.languages} />
      <span className={classes.quiet} title={t('knowledge.viewedHint')}>
        {row.viewed > 0 && t('knowledge.viewedCount', { count: row.viewed })}
        {said > 0 && (
          <span title={t('knowledge.helpfulOf', { helpful: row.helpful, count: said })} style={{ display: 'block' }}>
            <IconThumbUp size={12} aria-hidden="true" /> {Math.round((row.helpful / said) * 100)} %
          </span>
        )}
      </span>
      <time dateTime={row.updatedAt} title={fullTime(row.updatedAt, reader)}>
        {shortTime(row.updatedAt, now, reader)}
      </time>
    </Link>
  );
}
