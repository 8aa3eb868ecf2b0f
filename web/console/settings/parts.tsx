import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Late } from '../../ui/late';
import { ProblemState } from '../feedback/problem-state';
import classes from './settings.module.css';

interface BodyProps {
  title: string;
  intro?: ReactNode;
  actions?: ReactNode;
  /** For tables with many columns. */
  wide?: boolean;
  children: ReactNode;
}

export function Body({ title, intro, actions, wide, children }: BodyProps) {
  return (
    <div className={classes.body} data-wide={wide || undefined}>
      <header className={classes.head}>
        <div>
          <h1>{title}</h1>
          {intro && <p>{intro}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Part({ title, intro, children }: { title: ReactNode; intro?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h2>{title}</h2>
      {intro && <p>{intro}</p>}
      {children}
    </section>
  );
}

/** What a question to the server has come to: waiting, refused, or its answer. */
export function Answer<T>({ of, children }: { of: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return children(of.data);
  if (of.error) return <ProblemState error={of.error} onRetry={() => void of.refetch()} />;
  return (
    <Late>
      <Skeleton h={144} radius="lg" />
    </Late>
  );
}

export function List({ empty, children }: { empty?: string; children: ReactNode[] }) {
  return (
    <div className={classes.list}>{children.length > 0 ? children : <p className={classes.empty}>{empty}</p>}</div>
  );
}

export function Row({
  icon,
  title,
  detail,
  children,
}: {
  icon?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={classes.row}>
      {icon}
      <div className="grow">
        <div className="cut">{title}</div>
        {detail && <div className={`cut ${classes.small}`}>{detail}</div>}
      </div>
      {children}
    </div>
  );
}
