import { useTranslation } from 'react-i18next';
import { segmentsOf } from '../../../src/channels/delivery/gsm-segments.rules.js';
import type { Channel } from '../../api/channels.types';
import { useInboxes } from '../queue/lookups.queries';
import { useReader } from '../time/reader';
import classes from './composer.module.css';
import type { AnswerLine } from './lines.rules';

interface Counting {
  as?: string;
  priceSetting?: string;
  currencySetting?: string;
}

/** Where a channel charges a text by parts: how many it is, what they cost, and what makes it dear. */
export function TextCount({
  text,
  line,
  channel,
}: {
  text: string;
  line: Pick<AnswerLine, 'inboxId'>;
  channel: Channel | undefined;
}) {
  const { t } = useTranslation();
  const { language } = useReader();
  const counting = channel?.abilities.counting as Counting | undefined;
  const inboxes = useInboxes(counting !== undefined);
  if (counting?.as !== 'gsm' || text.trim() === '') return null;
  const { segments, left, culprit } = segmentsOf(text.trim());
  const settings = inboxes.data?.find(({ id }) => id === line.inboxId)?.settings ?? {};
  const price = counting.priceSetting ? settings[counting.priceSetting] : undefined;
  const currency = counting.currencySetting ? settings[counting.currencySetting] : undefined;
  return (
    <p className={classes.count} role="status">
      <b>{t('composer.parts', { count: segments })}</b>
      {typeof price === 'number' && price > 0 && (
        <span>{money(price * segments, typeof currency === 'string' ? currency : 'USD', language)}</span>
      )}
      <span className="dim">{t('composer.partsLeft', { count: left })}</span>
      {culprit && <span className={classes.dear}>{t('composer.partsDear', { letter: culprit })}</span>}
    </p>
  );
}

function money(amount: number, currency: string, language: string): string {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 4 }).format(amount);
  } catch {
    // Somebody typed a currency that does not exist.
    return `${amount.toFixed(4)} ${currency}`;
  }
}
