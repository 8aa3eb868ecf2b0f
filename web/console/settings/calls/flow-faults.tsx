import { useTranslation } from 'react-i18next';
import type { Flow } from '../../../api/call-flow.types';
import { reasonOf, whereOf, type Where } from './flow.faults';
import classes from './flow.module.css';

/** Every fault with the step in which it is, for who does not see the mark because it stands far below. */
export function FlowFaults({ flow, faults }: { flow: Flow; faults: Record<string, string> }) {
  const { t } = useTranslation();
  const reason = useReason();
  const name = (where: Where): string => {
    switch (where.what) {
      case 'step':
        return t('callFlow.where.step', { number: where.number, kind: t(`callFlow.kinds.${where.kind}`) });
      case 'key':
        return t('callFlow.where.key', { digit: where.digit });
      case 'branch':
        return t(`callFlow.branches.${where.name}`, {
          defaultValue: t(`callFlow.branches.${where.name.replace(/^.*-/, '')}`),
        });
      case 'field':
        return t(`callFlow.where.${where.name.split('.')[0]}`, {
          defaultValue: t(`callFlow.fields.${where.name.split('.')[0]}`, { defaultValue: '' }),
        });
    }
  };
  return (
    <ul className={classes.faults}>
      {Object.entries(faults).map(([path, message]) => (
        <li key={path}>
          <b>{whereOf(flow, path).map(name).filter(Boolean).join(' › ')}</b> {reason(message)}
        </li>
      ))}
    </ul>
  );
}

/** The server's reason in the reader's language. */
export function useReason(): (message: string) => string {
  const { t } = useTranslation();
  return (message) => {
    const known = reasonOf(message);
    return known ? t(`callFlow.reasons.${known.key}`, known.values) : message;
  };
}
