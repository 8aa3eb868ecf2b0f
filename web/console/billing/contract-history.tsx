import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { agreements } from '../../api/billing.api';
import type { ContractEvent } from '../../api/billing.types';
import { useNow, useReader } from '../time/reader';
import { shortTime, type Reader } from '../time/time';
import classes from './billing.module.css';
import { dayWords, money } from '../../ui/money.rules';

/** What became of it, and why its prices are what they are. */
export function ContractHistory({ contractId }: { contractId: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const history = useQuery({
    queryKey: ['contracts', 'history', contractId],
    queryFn: () => agreements.history(contractId),
  });
  if (!history.data || history.data.length === 0) return null;
  return (
    <section className={classes.card}>
      <header>
        <h2>{t('billing.history')}</h2>
      </header>
      <ul className={classes.events}>
        {history.data.map((event) => (
          <li key={event.id}>
            <span className="grow">
              {wordsOf(event, t, reader)}
              <span className={classes.small} style={{ display: 'block' }}>
                {[event.actor, typeof event.data.reason === 'string' && event.data.reason].filter(Boolean).join(' · ')}
              </span>
            </span>
            <time dateTime={event.at}>{shortTime(event.at, now, reader)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Adjusted {
  on: string;
  togetherBp: number;
  lines: { text: string; from: number; to: number; currency: string }[];
}

function wordsOf({ type, data }: ContractEvent, t: TFunction, reader: Reader): string {
  const said = (name: string): string => (typeof data[name] === 'string' ? data[name] : '');
  const day = (name: string): string => (said(name) ? dayWords(said(name), reader) : '');
  if (type === 'adjusted') {
    const { on, togetherBp, lines } = data as unknown as Adjusted;
    const [first] = lines;
    return first
      ? t('billing.events.adjusted', {
          on: dayWords(on, reader),
          percent: (togetherBp / 100).toLocaleString(reader.language),
          text: first.text,
          from: money(first.from, first.currency, reader.language),
          to: money(first.to, first.currency, reader.language),
        })
      : t('billing.events.unchanged', { percent: (togetherBp / 100).toLocaleString(reader.language) });
  }
  const facts = {
    text: said('text'),
    name: said('name'),
    on: day('on'),
    startsOn: day('startsOn'),
    endsOn: day('endsOn'),
    to: type === 'renewed' ? day('to') : '',
  };
  return t(`billing.events.${type}`, facts);
}
