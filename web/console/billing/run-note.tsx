import { useTranslation } from 'react-i18next';
import { useRefresh, useRuns } from './billing.queries';
import classes from './billing.module.css';
import { useEffect } from 'react';

/** How far the run is that is under way. */
export function RunNote() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const run = useRuns().data?.find(({ state }) => state === 'running');
  const id = run?.id;
  useEffect(() => {
    // When it ends the list has more.
    if (id) return () => void refresh();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);
  if (!run) return null;
  return (
    <div className={classes.card} role="status" style={{ marginBottom: 16 }}>
      {t('billing.run.running', { lookedAt: run.lookedAt, total: run.total, made: run.made })}
      <div className={classes.bar}>
        <span style={{ width: `${run.total > 0 ? Math.min(100, (run.lookedAt / run.total) * 100) : 0}%` }} />
      </div>
    </div>
  );
}
