import { useTranslation } from 'react-i18next';
import type { Post } from '../../api/posts.types';
import classes from '../broadcasts/broadcasts.module.css';
import { standingOf, type Standing } from './post-state.rules';

/** In the colours of the messages to many. */
const TONES: Partial<Record<Standing, string>> = {
  awaiting: 'paused',
  refused: 'failed',
  planned: 'scheduled',
  publishing: 'sending',
  published: 'done',
  partly: 'paused',
  failed: 'failed',
  unknown: 'paused',
};

export function StandingBadge({ post }: { post: Post }) {
  const { t } = useTranslation();
  const standing = standingOf(post);
  return (
    <span className={classes.badge} data-state={TONES[standing] ?? 'draft'}>
      {t(`posts.standing.${standing}`)}
    </span>
  );
}
