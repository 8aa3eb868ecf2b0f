import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface Props {
  icon: Icon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  tone?: 'plain' | 'bad';
}

export function EmptyState({ icon: Shape, title, children, action, tone = 'plain' }: Props) {
  return (
    <div className={classes.empty} role={tone === 'bad' ? 'alert' : undefined}>
      <span className={classes.ring} data-tone={tone}>
        <Shape size={20} stroke={1.6} aria-hidden="true" />
      </span>
      <b>{title}</b>
      {children && <p>{children}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
