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
    <div className={classes.figures}>
      <div>
        <span>{t('intake.arrived')}</span>
        <strong>{number.format(total)}</strong>
      </div>
      {parts.map(([sign, name, count]) => [
        <span key={`${name}-sign`} aria-hidden="true">
          {sign}
        </span>,
        <div key={name}>
          <span>{t(`intake.${name}`)}</span>
          <strong className={name === 'quarantined' && count > 0 ? 'bad' : undefined}>{number.format(count)}</strong>
        </div>,
      ])}
    </div>
  );
}
