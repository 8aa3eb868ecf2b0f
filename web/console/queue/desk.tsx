import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { Outlet, useMatch } from 'react-router';
import classes from './desk.module.css';
import { DeskContext, type DeskState } from './desk-state';
import { QueuePane } from './queue-pane';

/** The queue at the left, what is open at the right; one of them at a time below 1024 px. */
export function Desk() {
  const isNarrow = useMediaQuery('(max-width: 1023px)', window.innerWidth < 1024);
  const onQueue = useMatch('/queue') !== null;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const state = useMemo<DeskState>(() => ({ selected, setSelected }), [selected]);
  return (
    <DeskContext value={state}>
      <div className={classes.desk}>
        {(!isNarrow || onQueue) && <QueuePane />}
        {(!isNarrow || !onQueue) && (
          <div className={classes.open}>
            <Outlet />
          </div>
        )}
      </div>
    </DeskContext>
  );
}
