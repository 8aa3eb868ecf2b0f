import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CheckResult, CheckStep } from '../../../api/channels.types';
import classes from '../settings.module.css';

/** A live check, step by step; what is wrong says what to do. */
export function CheckSteps({ result }: { result: CheckResult }) {
  const { t } = useTranslation();
  const wordsOf = ({ words }: CheckStep, area: string, fallback = '') =>
    words ? t(`${area}.${words.code}`, { ...words.values, defaultValue: fallback }) : fallback;
  return (
    <ul className={classes.steps} aria-label={t('channelForm.liveCheck')}>
      {result.steps.map((step) => (
        <li key={step.name} className={classes.step}>
          {step.ok ? (
            <IconCheck size={16} className="ok" aria-label={t('channelForm.fine')} />
          ) : (
            <IconAlertTriangle size={16} className="warn" aria-label={t('channelForm.toFix')} />
          )}
          <div className="grow">
            <b>{t(`checkSteps.${step.name}`, { defaultValue: step.name })}</b>{' '}
            <span className="mid">{wordsOf(step, 'checkWords', step.detail)}</span>
            {step.hint && !step.ok && <p>{wordsOf(step, 'checkHints', step.hint)}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
