import { ActionIcon, Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBulb, IconChevronRight, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { portal } from '../portal.api';
import { ArticleText } from './article';
import { Lines, Problem } from './states';

/** With fewer letters there is nothing to go by. */
const ENOUGH = 6;

/** Offers what may answer a request while it is written. It stands beside the form: nothing waits for it, nothing is hidden by it. */
export function ArticleSuggestions({ text, onSolved }: { text: string; onSolved: () => void }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const [open, setOpen] = useState<string | null>(null);
  const [asked] = useDebouncedValue(text.replace(/\s+/g, ' ').trim().slice(0, 600), 700);
  const offers = useQuery({
    queryKey: ['help', 'suggestions', language, asked],
    queryFn: () => portal.suggestArticles({ text: asked, language }),
    enabled: asked.length >= ENOUGH,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
    retry: false,
  });
  const lines = asked.length >= ENOUGH ? (offers.data?.items ?? []) : [];
  if (lines.length === 0) return <div role="status" />;
  return (
    <section className="card offers" aria-label={t('mayAnswer')}>
      <p className="offershead" role="status">
        <IconBulb size={18} stroke={1.6} aria-hidden />
        <span>
          <b>{t('mayAnswer')}</b> <span className="mid sm">{t('mayAnswerHint')}</span>
        </span>
      </p>
      {open ? (
        <Opened id={open} onClose={() => setOpen(null)} onSolved={onSolved} />
      ) : (
        lines.map(({ id, title, summary, language: spoken }) => (
          <button key={id} type="button" className="li" lang={spoken} onClick={() => setOpen(id)}>
            <span className="cut">
              <span className="a cut">{title}</span>
              {summary && <span className="b cut">{summary}</span>}
            </span>
            <IconChevronRight size={16} className="mid" aria-hidden />
          </button>
        ))
      )}
    </section>
  );
}

function Opened({ id, onClose, onSolved }: { id: string; onClose: () => void; onSolved: () => void }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const article = useQuery({
    queryKey: ['help', 'article', id, language, 'form'],
    queryFn: () => portal.article(id, { language, from: 'form' }),
    staleTime: 60_000,
  });
  return (
    <div className="offered">
      <div className="row">
        <h2 className="grow">{article.data?.title}</h2>
        <ActionIcon aria-label={t('closeArticle')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {article.error ? (
        <Problem error={article.error} onRetry={() => void article.refetch()} />
      ) : article.data ? (
        <ArticleText article={article.data} />
      ) : (
        <Lines />
      )}
      <div className="row">
        <Button
          onClick={() => {
            // It is only counted: whoever is content does not wait for us.
            void portal.solvedBy(id).catch(() => undefined);
            onSolved();
          }}
        >
          {t('thatSolvedIt')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('stillAsk')}
        </Button>
      </div>
    </div>
  );
}
