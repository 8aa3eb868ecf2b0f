import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CheckResult, CheckStep } from '../../../api/channels.types';
import { useNow, useReader } from '../../time/reader';
import { clockTime, shortTime } from '../../time/time';
import classes from '../settings.module.css';

/** A live check, step by step; what is wrong says what to do. */
export function CheckSteps({ result }: { result: CheckResult }) {
  const { t } = useTranslation();
  const wordsOf = ({ words }: CheckStep, area: string, fallback = '') =>
    words ? t(`${area}.${words.code}`, { ...words.values, defaultValue: fallback }) : fallback;
  return (
    <>
      <ul className={classes.steps} aria-label={t('channelForm.liveCheck')}>
        {result.steps.map((step) => (
          <li key={step.name} className={classes.step}>
            {step.unchecked ? (
              <IconMinus size={16} className="dim" aria-label={t('channelForm.notProved')} />
            ) : step.ok ? (
              <IconCheck size={16} className="ok" aria-label={t('channelForm.fine')} />
            ) : (
              <IconAlertTriangle size={16} className="warn" aria-label={t('channelForm.toFix')} />
            )}
            <div className="grow">
              <b>{t(`checkSteps.${step.name}`, { defaultValue: step.name })}</b>{' '}
              <span className="mid">{wordsOf(step, 'checkWords', step.detail)}</span>
              {step.hint && (!step.ok || step.unchecked) && <p>{wordsOf(step, 'checkHints', step.hint)}</p>}
            </div>
          </li>
        ))}
      </ul>
      <Evidence result={result} />
    </>
  );
}

/** When it was, and what was asked and answered: nobody has to believe a mark. */
function Evidence({ result: { at, asked } }: { result: CheckResult }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  return (
    <details className={classes.evidence}>
      <summary>
        {t('channelForm.checkedAt', { at: shortTime(at, now, reader) })}
        {asked.length > 0 && ` · ${t('channelForm.askedFor', { count: asked.length })}`}
      </summary>
      <ul>
        {asked.map((one, index) => (
          <li key={index}>
            <time dateTime={one.at}>{clockTime(one.at, reader)}</time> <code>{one.request}</code> → <b>{one.answer}</b>
          </li>
        ))}
      </ul>
    </details>
  );
}
