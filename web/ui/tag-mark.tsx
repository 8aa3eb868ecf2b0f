import type { ReactNode } from 'react';
import classes from './tag-mark.module.css';

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'info' | 'accent';

export function TagMark({ tone = 'plain', children, title }: { tone?: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
