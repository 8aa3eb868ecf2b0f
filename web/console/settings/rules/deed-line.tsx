import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Deed } from '../../../api/rules.types';
import { useSentences } from './rule-sentence';
import classes from './rules.module.css';

/** What a rule did to a ticket, or would do, and because of what. */
export function DeedLine({ deed, children }: { deed: Deed; children?: ReactNode }) {
  const { t, change, because } = useSentences();
  const did = [
    ...deed.changes.map(change),
    ...deed.effects.map(({ type }) => t(`rules.did.${type}`, { defaultValue: type })),
    ...deed.refused.map(({ type, why }) =>
      t('rules.refused', {
        what: t(`rules.actions.${type}`, { defaultValue: type }),
        why: t(`rules.whys.${why}`, { defaultValue: why }),
      }),
    ),
  ];
  return (
    <div className={classes.deed}>
      <div className="grow">
        <div className="cut">
          <Link to={`/tickets/${deed.ticket.number}`}>
            #{deed.ticket.number} {deed.ticket.subject}
          </Link>
        </div>
        <div className={classes.did}>{did.length > 0 ? did.join(' · ') : t('rules.asItIs')}</div>
        {deed.because.length > 0 && (
          <div className={classes.because}>{t('rules.because', { list: because(deed.because) })}</div>
        )}
      </div>
      {children}
    </div>
  );
}
