import { useTranslation } from 'react-i18next';
import type { IntakeSummary } from '../../../api/channels.types';
import classes from '../settings.module.css';

/** Everything that came, and what became of it: one sum that adds up. */
export function Figures({ summary }: { summary: IntakeSummary }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const total = summary.processed + summary.ignored + summary.quarantined + summary.received;
  const parts = [
    ['=', 'processed', summary.processed],
    ['+', 'ignored', summary.ignored],
    ['+', 'quarantined', summary.quarantined],
    ...(summary.received > 0 ? [['+', 'waiting', summary.received] as const] : []),
  ] as const;
  return (
    <dl className={classes.figures}>
      <div>
        <dt>{t('intake.arrived')}</dt>
        <dd>{number.format(total)}</dd>
      </div>
      {parts.map(([sign, name, count]) => [
        <span key={`${name}-sign`} aria-hidden="true">
          {sign}
        </span>,
        <div key={name}>
          <dt>{t(`intake.${name}`)}</dt>
          <dd className={name === 'quarantined' && count > 0 ? 'bad' : undefined}>{number.format(count)}</dd>
        </div>,
      ])}
    </dl>
  );
}
