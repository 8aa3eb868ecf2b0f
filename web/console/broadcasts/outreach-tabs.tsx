import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '../session/session';
import classes from './broadcasts.module.css';

/** What we say of our own accord: to many, each by themselves, or to everybody. */
export function OutreachTabs({ current }: { current: 'broadcasts' | 'posts' }) {
  const { t } = useTranslation();
  const can = useCan();
  if (!can('broadcasts:read', 'broadcasts:send') || !can('posts:read')) return null;
  return (
    <nav className={classes.tabs} aria-label={t('posts.kinds')}>
      <Link to="/broadcasts" aria-current={current === 'broadcasts' ? 'page' : undefined}>
        {t('posts.toMany')}
      </Link>
      <Link to="/posts" aria-current={current === 'posts' ? 'page' : undefined}>
        {t('posts.title')}
      </Link>
    </nav>
  );
}
