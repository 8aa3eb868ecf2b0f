import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronRight, IconLifebuoy, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '../../ui/empty-state';
import { Lines, Problem } from '../parts/states';
import { portal, type ArticleLine } from '../portal.api';

/** What this customer may read: for everybody, for customers, and for their package. */
export function Help() {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const [params, setParams] = useSearchParams();
  const category = params.get('category') ?? undefined;
  const [q, setQ] = useState('');
  const [words] = useDebouncedValue(q.trim(), 300);
  const shelves = useQuery({ queryKey: ['help', 'shelves', language], queryFn: () => portal.shelves(language) });
  const list = useQuery({
    queryKey: ['help', 'list', language, words, category],
    queryFn: () => portal.articles({ language, q: words || undefined, category: words ? undefined : category }),
  });
  const all = shelves.data?.items ?? [];
  const shelf = all.find(({ id }) => id === category);
  const inner = all.filter(({ parentId }) => parentId === (category ?? null));
  const found = list.data?.items ?? [];
  const isEmpty = list.isSuccess && found.length === 0;
  const title = words ? t('nothingFound') : t('noArticles');
  return (
    <div className="narrow help">
      <div className="hello">
        <div>
          <h1>{shelf && !words ? shelf.name : t('help')}</h1>
          <p className="mid">{shelf && !words ? shelf.about : t('helpHint')}</p>
        </div>
      </div>
      <TextInput
        type="search"
        size="md"
        aria-label={t('findArticle')}
        placeholder={t('findArticle')}
        maxLength={200}
        leftSection={<IconSearch size={18} stroke={1.6} aria-hidden />}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      {category && !words && (
        <Button variant="subtle" size="compact-sm" className="back" onClick={() => setParams({})}>
          ← {t('allHelp')}
        </Button>
      )}
      {!words && inner.length > 0 && (
        <ul className="shelves">
          {inner.map(({ id, name, about, articles }) => {
            const count =
              articles + all.filter((one) => one.parentId === id).reduce((sum, one) => sum + one.articles, 0);
            return (
              <li key={id}>
                <Link className="card pad" to={`/help?category=${id}`}>
                  <b>{name}</b>
                  {about && <span className="mid sm">{about}</span>}
                  <small className="dim">{t('onShelf', { count })}</small>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      {!words && !category && found.length > 0 && <h2>{t('readMost')}</h2>}
      {(found.length > 0 || !list.isSuccess || words || inner.length === 0) && (
        <section className="card list" aria-label={t('help')}>
          {list.error ? (
            <Problem error={list.error} onRetry={() => void list.refetch()} />
          ) : list.isPending ? (
            <Lines count={5} />
          ) : isEmpty ? (
            <EmptyState
              icon={IconLifebuoy}
              title={words ? t('noArticleFound') : title}
              action={
                <Button component={Link} to="/tickets/new" leftSection={<IconPlus size={16} aria-hidden />}>
                  {t('newTicket')}
                </Button>
              }
            >
              {t(words ? 'noArticleFoundHint' : 'noArticlesHint')}
            </EmptyState>
          ) : (
            found.map((line) => <ArticleRow key={line.id} line={line} />)
          )}
        </section>
      )}
    </div>
  );
}

function ArticleRow({ line: { id, title, summary, language } }: { line: ArticleLine }) {
  return (
    <Link className="li" to={`/help/${id}`} lang={language}>
      <div className="cut">
        <div className="a cut">{title}</div>
        {summary && <div className="b cut">{summary}</div>}
      </div>
      <IconChevronRight size={16} className="mid" aria-hidden />
    </Link>
  );
}
