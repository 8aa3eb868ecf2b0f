import { useTranslation } from 'react-i18next';
import type { BroadcastFigures } from '../../api/broadcasts.types';
import classes from './broadcasts.module.css';

/** How many have it, of those whom it goes to. */
export const doneOf = ({ sent, delivered, read }: BroadcastFigures): number => sent + delivered + read;
export const meantOf = ({ total, left_out: leftOut }: BroadcastFigures): number => total - leftOut;

export function ProgressBar({ figures }: { figures: BroadcastFigures }) {
  const { t } = useTranslation();
  const all = meantOf(figures);
  const share = (count: number) => `${all === 0 ? 0 : (100 * count) / all}%`;
  return (
    <span
      className={classes.bar}
      role="progressbar"
      aria-label={t('broadcasts.progress')}
      aria-valuemin={0}
      aria-valuemax={all}
      aria-valuenow={doneOf(figures)}
    >
      <span data-tone="ok" style={{ width: share(doneOf(figures)) }} />
      <span data-tone="wait" style={{ width: share(figures.queued) }} />
      <span data-tone="warn" style={{ width: share(figures.unknown) }} />
      <span data-tone="bad" style={{ width: share(figures.failed) }} />
    </span>
  );
}
