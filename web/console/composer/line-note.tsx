import { useTranslation } from 'react-i18next';
import { useNow, useReader } from '../time/reader';
import { clockTime, shortDate } from '../time/time';
import classes from './composer.module.css';
import type { AnswerLine } from './lines.rules';

/** Who reads it, whether it begins a conversation, and until when it may be said, where that is not as usual. */
export function LineNote({ line }: { line: AnswerLine }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const at = line.openUntil?.toISOString();
  const until = at ? `${shortDate(at, now, reader)}, ${clockTime(at, reader)}` : '';
  if (!line.conversationId) {
    return (
      <p className={classes.lineNote}>
        {t(line.goesOn ? 'composer.goesOn' : 'composer.begins', { line: line.detail })}{' '}
        {line.elsewhere && t('composer.comesHere', { number: line.elsewhere })}
      </p>
    );
  }
  const words = line.public
    ? t('composer.readByAll')
    : line.privately
      ? t('composer.privateOnce', { until })
      : line.late
        ? t('composer.lateOnly', { until })
        : null;
  return words && <p className={classes.lineNote}>{words}</p>;
}
