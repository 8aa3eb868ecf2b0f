import { Skeleton } from '@mantine/core';
import { Late } from '../../ui/late';
import classes from './frame.module.css';

export function FrameSkeleton() {
  return (
    <div className={classes.frame} aria-busy="true">
      <div className={classes.rail} />
      <Late>
        <div style={{ padding: 16, maxWidth: 312, display: 'flex', flexDirection: 'column', gap: 12 }}>
          {Array.from({ length: 12 }, (_, i) => (
            <Skeleton key={i} h={i < 7 ? 20 : 40} />
          ))}
        </div>
      </Late>
    </div>
  );
}
