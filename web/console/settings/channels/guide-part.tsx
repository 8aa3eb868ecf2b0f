import { useTranslation } from 'react-i18next';
import { Part } from '../parts';
import classes from '../settings.module.css';

const MOST = 12;

/** What to do where, step by step, in the words of the provider's own pages. A kind without such texts has no guide. */
export function GuidePart({ kind }: { kind: string }) {
  const { t, i18n } = useTranslation();
  const keys = Array.from({ length: MOST }, (_, at) => `channelGuides.${kind}.${at + 1}`).filter((key) =>
    i18n.exists(key),
  );
  if (keys.length === 0) return null;
  return (
    <Part title={t('channelForm.guide')}>
      <ol className={classes.guide}>
        {keys.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ol>
    </Part>
  );
}
