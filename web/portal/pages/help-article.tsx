import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ArticleOpinion, ArticleText } from '../parts/article';
import { Waiting } from '../parts/states';
import { portal } from '../portal.api';

export function HelpArticle() {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const id = useParams().id ?? '';
  const article = useQuery({
    queryKey: ['help', 'article', id, language],
    queryFn: () => portal.article(id, { language }),
    staleTime: 60_000,
  });
  if (!article.data) return <Waiting error={article.error} onRetry={() => void article.refetch()} />;
  const { category, title } = article.data;
  return (
    <div className="narrow help">
      <nav className="crumbs sm" aria-label={t('help')}>
        <Link to="/help">{t('help')}</Link>
        {category && <Link to={`/help?category=${category.id}`}>{category.name}</Link>}
      </nav>
      <article className="card pad">
        <h1 lang={article.data.language}>{title}</h1>
        <ArticleText article={article.data} />
      </article>
      <ArticleOpinion key={id} id={id} />
      <p className="mid sm">
        {t('stillAsk')}?{' '}
        <Button
          component={Link}
          to={`/tickets/new?subject=${encodeURIComponent(title)}`}
          variant="subtle"
          size="compact-sm"
        >
          {t('newTicket')}
        </Button>
      </p>
    </div>
  );
}
