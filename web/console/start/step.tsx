import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TagMark } from '../../ui/tag-mark';
import classes from './start-page.module.css';

interface Props {
  number: number;
  title: string;
  hint: string;
  done?: boolean;
  open?: boolean;
  children: ReactNode;
}

export function Step({ number, title, hint, done, open, children }: Props) {
  const { t } = useTranslation();
  return (
    <li className={classes.step} data-open={open || undefined} data-done={done || undefined}>
      <span className={classes.number} aria-hidden="true">
        {done ? <IconCheck size={14} stroke={2.5} /> : number}
      </span>
      <div className="grow">
        <div className={classes.stepHead}>
          <div className="grow">
            <h2>{title}</h2>
            <p>{hint}</p>
          </div>
          {done && <TagMark tone="ok">{t('start.stepDone')}</TagMark>}
        </div>
        {children}
      </div>
    </li>
  );
}
