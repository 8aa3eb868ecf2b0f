import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from '../broadcasts/broadcasts.module.css';
import { useCan } from '../session/session';

export function KnowledgeTabs({ current }: { current: 'articles' | 'categories' | 'feedback' }) {
  const { t } = useTranslation();
  const can = useCan();
  const tabs = [
    { key: 'articles', to: '/knowledge', words: t('knowledge.articles'), may: true },
    { key: 'categories', to: '/knowledge/categories', words: t('knowledge.categories'), may: can('knowledge:publish') },
    { key: 'feedback', to: '/knowledge/feedback', words: t('knowledge.figures'), may: true },
  ];
  return (
    <nav className={classes.tabs} aria-label={t('knowledge.title')}>
      {tabs
        .filter(({ may }) => may)
        .map(({ key, to, words }) => (
          <Link key={key} to={to} aria-current={current === key ? 'page' : undefined}>
            {words}
          </Link>
        ))}
    </nav>
  );
}
