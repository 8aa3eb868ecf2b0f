import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefresh, useRuns } from './billing.queries';
import classes from './billing.module.css';

/** How far the run is that is under way. */
export function RunNote() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const runs = useRuns().data;
  const run = runs?.find(({ state }) => state === 'running');
  const standing = runs?.map(({ id, state }) => `${id} ${state}`).join();
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    // One that has ended, also between two looks, left more in the list.
    if (before.current !== undefined && before.current !== standing) void refresh();
    before.current = standing;
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [standing]);
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
