import { Button, Skeleton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconChevronLeft, IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { knowledge } from '../../api/knowledge.api';
import type { Article } from '../../api/knowledge.types';
import { Late } from '../../ui/late';
import page from '../broadcasts/broadcasts.module.css';
import { say, sayProblem } from '../feedback/notify';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { usePageTitle } from '../shell/title';
import { useReader } from '../time/reader';
import { ArticleMenu } from './article-menu';
import { ArticleSide } from './article-side';
import { StateMark } from './article-marks';
import classes from './knowledge.module.css';
import { useArticle, useKeepArticle } from './knowledge.queries';
import { LanguageTabs } from './language-tabs';
import { WordingForm, type Draft } from './wording-form';

export function ArticlePage() {
  const id = useParams().id ?? '';
  return useCan()('knowledge:read') ? <One id={id} key={id} /> : <NotFound />;
}

function One({ id }: { id: string }) {
  const article = useArticle(id);
  usePageTitle(article.data?.translations[0]?.title);
  if (article.error && !article.data) {
    return <ProblemState error={article.error} onRetry={() => void article.refetch()} />;
  }
  if (!article.data) {
    return (
      <main className={page.page}>
        <div className={page.body}>
          <Late>
            <Skeleton h={320} radius="lg" />
          </Late>
        </div>
      </main>
    );
  }
  return <Opened article={article.data} />;
}

const draftOf = (article: Article, language: string): Draft => {
  const known = article.translations.find((one) => one.language === language);
  return { title: known?.title ?? '', summary: known?.summary ?? '', body: known?.body ?? '', slug: known?.slug ?? '' };
};

function Opened({ article }: { article: Article }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const reader = useReader();
  const can = useCan();
  const keep = useKeepArticle();
  const mayWrite = can('knowledge:write');
  const mayPublish = can('knowledge:publish');
  const first = article.translations.find((one) => one.language === reader.language) ?? article.translations[0];
  const [language, setLanguage] = useState(first?.language ?? reader.language);
  const [draft, setDraft] = useState<Draft>(() => draftOf(article, language));
  // Another wording is another editor: of another language, or an older one that was brought back.
  const [edition, setEdition] = useState(0);
  const saved = draftOf(article, language);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  const wording = article.translations.find((one) => one.language === language);
  const show = (next: Article, of: string) => {
    setLanguage(of);
    setDraft(draftOf(next, of));
    setEdition((before) => before + 1);
  };
  const save = useMutation({
    mutationFn: async () => {
      const { slug, ...words } = draft;
      return isChanged
        ? knowledge.write(article, language, { ...words, ...(slug && slug !== saved.slug && { slug }) })
        : article;
    },
    onSuccess: (next) => {
      keep(next);
      const kept = draftOf(next, language);
      setDraft((before) => ({ ...kept, body: before.body === draft.body ? kept.body : before.body }));
    },
    onError: sayProblem,
  });
  const move = useMutation({
    mutationFn: async (what: 'ask' | 'withdraw' | 'publish' | 'archive' | 'reopen') =>
      knowledge.move(await save.mutateAsync(), what),
    onSuccess: (next, what) => {
      keep(next);
      say(t(`knowledge.done.${what}`));
    },
    onError: sayProblem,
  });
  const hasNews = isChanged || article.translations.some(({ changed, live }) => changed || !live);
  const isBusy = save.isPending || move.isPending;
  const isReady = draft.title.trim() !== '';
  return (
    <main className={page.page}>
      <div className={page.compose}>
        <header className={page.head}>
          <Link className={page.backLink} to="/knowledge">
            <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
            {t('knowledge.title')}
          </Link>
          <StateMark state={article.state} />
          {wording?.changed && (
            <span className={classes.tag} data-tone="warn">
              {t('knowledge.changed')}
            </span>
          )}
          <span className="grow" />
          {wording?.url && (
            <Button
              component="a"
              href={wording.url}
              target="_blank"
              rel="noreferrer"
              variant="subtle"
              leftSection={<IconExternalLink size={14} />}
            >
              {t('knowledge.open')}
            </Button>
          )}
          {mayWrite && (
            <Button
              variant="default"
              disabled={!isChanged || !isReady}
              loading={save.isPending && !move.isPending}
              onClick={() => save.mutate(undefined, { onSuccess: () => say(t('common.saved')) })}
            >
              {t('common.save')}
            </Button>
          )}
          {mayWrite && article.state === 'draft' && (
            <Button
              variant={mayPublish ? 'default' : 'filled'}
              disabled={!isReady || isBusy}
              onClick={() => move.mutate('ask')}
            >
              {t('knowledge.ask')}
            </Button>
          )}
          {mayWrite && article.state === 'in_review' && (
            <Button variant="default" disabled={isBusy} onClick={() => move.mutate('withdraw')}>
              {t('knowledge.withdraw')}
            </Button>
          )}
          {mayPublish && article.state !== 'archived' && (
            <Button
              disabled={!isReady || isBusy || (article.state === 'published' && !hasNews)}
              onClick={() => move.mutate('publish')}
            >
              {t(article.state === 'published' ? 'knowledge.publishChanges' : 'knowledge.publish')}
            </Button>
          )}
          {(mayPublish || mayWrite) && (
            <ArticleMenu
              article={article}
              onMove={(what) => move.mutate(what)}
              onGone={() => void navigate('/knowledge', { replace: true })}
            />
          )}
        </header>
        <div className={page.columns}>
          <div className={page.form}>
            <LanguageTabs
              article={article}
              current={language}
              mayAdd={mayWrite}
              onPick={async (next) => {
                const kept = isChanged && isReady ? await save.mutateAsync() : article;
                show(kept, next);
              }}
            />
            <WordingForm
              key={`${language}.${edition}`}
              draft={draft}
              language={language}
              readOnly={!mayWrite}
              onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
            />
          </div>
          <ArticleSide
            article={article}
            language={language}
            readOnly={!mayWrite}
            onChanged={keep}
            onRestored={(next) => {
              keep(next);
              show(next, language);
              say(t('knowledge.restored'));
            }}
          />
        </div>
      </div>
    </main>
  );
}
