import { useTranslation } from 'react-i18next';
import type { ArticleRow, ArticleState } from '../../api/knowledge.types';
import classes from './knowledge.module.css';

const TONES: Record<ArticleState, string | undefined> = {
  draft: undefined,
  in_review: 'info',
  published: 'ok',
  archived: undefined,
};

export function StateMark({ state }: { state: ArticleState }) {
  const { t } = useTranslation();
  return (
    <span className={classes.tag} data-tone={TONES[state]} style={{ justifySelf: 'start' }}>
      {t(`knowledge.states.${state}`)}
    </span>
  );
}

/** Each language, and whether readers see what is written there. */
export function Languages({ languages }: Pick<ArticleRow, 'languages'>) {
  const { t } = useTranslation();
  return (
    <span className={classes.languages}>
      {languages.map(({ language, live, changed }) => (
        <span
          key={language}
          className={classes.tag}
          data-tone={changed ? 'warn' : undefined}
          title={changed ? t('knowledge.changed') : live ? t('knowledge.live') : t('knowledge.notLive')}
        >
          {language}
        </span>
      ))}
    </span>
  );
}
