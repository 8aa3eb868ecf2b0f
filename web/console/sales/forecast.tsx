import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DealFilter, Forecast, ForecastMonth, Pipeline } from '../../api/sales.types';
import { Late } from '../../ui/late';
import { ProblemState } from '../feedback/problem-state';
import { useReader } from '../time/reader';
import { costWords, totalWords } from './money.rules';
import classes from './sales.module.css';
import { useForecast } from './sales.queries';

/** What is expected to close, month by month; the first one is not over yet. */
export function ForecastView({ pipeline, filter }: { pipeline: Pipeline; filter: DealFilter }) {
  const { t } = useTranslation();
  const forecast = useForecast(pipeline.id, filter);
  return (
    <div className={classes.listArea}>
      <p className={classes.intro}>{t('sales.forecastIntro')}</p>
      {forecast.error && !forecast.data && (
        <ProblemState error={forecast.error} onRetry={() => void forecast.refetch()} />
      )}
      {forecast.isPending && (
        <Late>
          <Skeleton h={320} radius="lg" />
        </Late>
      )}
      {forecast.data && <Months forecast={forecast.data} currency={pipeline.currency} />}
    </div>
  );
}

function Months({ forecast, currency }: { forecast: Forecast; currency: string }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const name = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const sum = (of: ForecastMonth, which: 'worthMinor' | 'weightedMinor') =>
    of.totals.reduce((all, total) => all + total[which], 0);
  const rows: [string, ForecastMonth, string?][] = [
    ...(forecast.late.count > 0
      ? ([[t('sales.closeLate'), forecast.late, 'warn']] as [string, ForecastMonth, string][])
      : []),
    ...forecast.months.map((one): [string, ForecastMonth] => [name.format(new Date(`${one.month}-15T00:00:00Z`)), one]),
    ...(forecast.undated.count > 0 ? ([[t('sales.closeOpen'), forecast.undated]] as [string, ForecastMonth][]) : []),
  ];
  const most = Math.max(1, ...rows.map(([, of]) => sum(of, 'worthMinor')));
  return (
    // Wider than a phone: it is moved by the keys as well.
    <div className={classes.tableArea} tabIndex={0} role="region" aria-label={t('sales.views.forecast')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('sales.month')}</th>
            <th scope="col">{t('sales.deals')}</th>
            <th scope="col">{t('sales.expected')}</th>
            <th scope="col">{t('sales.weightedSum')}</th>
            <th scope="col">{t('sales.visitCosts')}</th>
            <th scope="col">{t('sales.wonSum')}</th>
            <th scope="col">{t('sales.wonCosts')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([title, of, tone], at) => (
            <tr key={title}>
              <th scope="row" className={tone}>
                {title}
                {of.month && at === rows.findIndex(([, one]) => one.month) && (
                  <small className="dim"> · {t('sales.notOver')}</small>
                )}
              </th>
              <td>{of.count}</td>
              <td>
                {totalWords(of.totals, 'worthMinor', language, currency)}
                <span className={classes.track} aria-hidden="true">
                  <i style={{ width: `${(sum(of, 'worthMinor') / most) * 100}%` }} />
                  <b style={{ width: `${(sum(of, 'weightedMinor') / most) * 100}%` }} />
                </span>
              </td>
              <td>{totalWords(of.totals, 'weightedMinor', language, currency)}</td>
              <td>{costWords(of.costs, language) || '–'}</td>
              <td>{of.won.length > 0 ? totalWords(of.won, 'worthMinor', language, currency) : '–'}</td>
              <td>{costWords(of.wonCosts, language) || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
