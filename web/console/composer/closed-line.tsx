import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow, useReader } from '../time/reader';
import { shortDate } from '../time/time';
import classes from './composer.module.css';
import type { AnswerLine } from './lines.rules';

/** Why nothing can be written here now. */
export function ClosedLine({ reason, line }: { reason: string; line: AnswerLine | null }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const number = line?.elsewhere;
  const words = t(`composer.closed.${reason}`, { defaultValue: reason, number });
  return (
    <p className={classes.closed} role="status">
      {line?.optedOut ? (
        <>
          <b>{words}</b>
          {t('composer.optedOutBy', { word: line.optedOut.word, at: shortDate(line.optedOut.at, now, reader) })}
        </>
      ) : (
        words
      )}
      {number && <Link to={`/tickets/${number}`}>{t('composer.openOther', { number })}</Link>}
    </p>
  );
}
