import { useTranslation } from 'react-i18next';
import { Part } from '../parts';
import classes from '../settings.module.css';

const MOST = 12;

/**
 * What to do where, step by step, in the words of the provider's own pages. A kind without such texts has no guide; one
 * with several providers may have a guide for each.
 */
export function GuidePart({ kind, provider }: { kind: string; provider?: unknown }) {
  const { t, i18n } = useTranslation();
  const own = `${kind}-${String(provider)}`;
  const guide = i18n.exists(`channelGuides.${own}.1`) ? own : kind;
  const keys = Array.from({ length: MOST }, (_, at) => `channelGuides.${guide}.${at + 1}`).filter((key) =>
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
