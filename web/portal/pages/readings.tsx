import { Button, NativeSelect } from '@mantine/core';
import { IconActivityHeartbeat, IconAlertTriangle, IconTable } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { LastReading, Measured } from '../../api/telemetry.types';
import { shortTime } from '../../console/time/time';
import { EmptyState } from '../../ui/empty-state';
import { LineChart } from '../../ui/line-chart';
import { axisTime, measured, metricName, pointTime, zoneOffset } from '../../ui/reading-words';
import { useNow, useReader } from '../me';
import { reportOf } from '../model/report.rules';
import { Lines, Problem } from '../parts/states';
import { portal, type UnitReadings } from '../portal.api';

const HOUR = 3_600_000;
const SPANS = { day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR, year: 365 * 24 * HOUR };
type SpanName = keyof typeof SPANS;
const MOST_ROWS = 200;

/** What one of their devices measures, and what is wrong with it. */
export function Readings() {
  const { t } = useTranslation();
  const id = useParams().id ?? '';
  const unit = useQuery({
    queryKey: ['equipment', 'readings', id],
    queryFn: () => portal.unitReadings(id),
    refetchInterval: 60_000,
  });
  if (unit.error && !unit.data) return <Problem error={unit.error} onRetry={() => void unit.refetch()} />;
  if (!unit.data) return <Lines count={4} />;
  return (
    <>
      <div className="hello">
        <div>
          <h1>{unit.data.name}</h1>
          <p className="mid">{[unit.data.tag, unit.data.site?.name].filter(Boolean).join(' · ')}</p>
        </div>
        <span className="grow" />
        <Button component={Link} variant="default" to={reportOf(unit.data)}>
          {t('reportProblem')}
        </Button>
      </div>
      <Alerts unit={unit.data} />
      {unit.data.metrics.some(({ lastAt }) => lastAt !== null) ? (
        unit.data.metrics
          .filter(({ lastAt }) => lastAt !== null)
          .map((metric) => <Chart key={metric.key} id={id} metric={metric} />)
      ) : (
        <section className="card">
          <EmptyState icon={IconActivityHeartbeat} title={t('readings.none')}>
            {t('readings.noneHint')}
          </EmptyState>
        </section>
      )}
    </>
  );
}

function useNumber() {
  const { t } = useTranslation();
  const reader = useReader();
  return (value: number, metric: Measured) =>
    measured(value, metric, reader.language, (on) => t(on ? 'readings.on' : 'readings.off'));
}

function Alerts({ unit }: { unit: UnitReadings }) {
  const { t, i18n } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const number = useNumber();
  if (unit.alerts.length === 0) return null;
  return (
    <section className="card list" aria-label={t('readings.alerts')} style={{ marginBottom: 16 }}>
      {unit.alerts.map(({ kind, metric, limit, since, ticketNumber }, at) => (
        <div className="li" key={at}>
          <span className="st warn">
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          </span>
          <div className="cut">
            <div className="a">
              {t(`readings.kinds.${kind}`, {
                what: metric ? metricName(metric, i18n.language) : t('readings.device'),
                value: metric && limit !== null ? number(limit, metric) : '',
              })}
            </div>
            <div className="b">{t('readings.since', { when: shortTime(since, now, reader) })}</div>
          </div>
          {ticketNumber !== null && (
            <Link className="link" to={`/tickets/${ticketNumber}`}>
              #{ticketNumber}
            </Link>
          )}
        </div>
      ))}
    </section>
  );
}

function Chart({ id, metric }: { id: string; metric: LastReading }) {
  const { t, i18n } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const number = useNumber();
  const [span, setSpan] = useState<SpanName>('day');
  const [table, setTable] = useState(false);
  const query = useQuery({
    queryKey: ['equipment', 'readings', id, metric.key, span],
    queryFn: () => portal.readings(id, { metric: metric.key, from: new Date(Date.now() - SPANS[span]).toISOString() }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const name = metricName(metric, i18n.language);
  const data = query.data;
  const [from, to] = data ? [Date.parse(data.from), Date.parse(data.to)] : [0, 1];
  const points = (data?.points ?? []).map(({ at, value, min, max }) => ({ at: Date.parse(at), value, min, max }));
  return (
    <section className="card pad" style={{ marginBottom: 16 }} aria-label={name}>
      <header style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8, marginBottom: 8 }}>
        <h2>{name}</h2>
        <span>
          <b>{number(metric.lastValue ?? 0, metric)}</b>{' '}
          <span className="mid">{metric.lastAt && shortTime(metric.lastAt, now, reader)}</span>
        </span>
        <span className="grow" />
        <NativeSelect
          size="xs"
          aria-label={t('readings.span', { name })}
          value={span}
          onChange={(event) => setSpan(event.currentTarget.value as SpanName)}
          data={Object.keys(SPANS).map((value) => ({ value, label: t(`readings.spans.${value}`) }))}
        />
        <Button
          size="xs"
          variant="subtle"
          aria-pressed={table}
          aria-label={t('readings.asTable', { name })}
          leftSection={<IconTable size={14} aria-hidden />}
          onClick={() => setTable(!table)}
        >
          {t('readings.table')}
        </Button>
      </header>
      {query.error && !data && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      {data && points.length === 0 && <p className="mid">{t('readings.nothingThen')}</p>}
      {points.length > 0 && !table && (
        <LineChart
          name={t('readings.chartOf', { name })}
          points={points}
          from={from}
          to={to}
          steps={metric.kind === 'state'}
          height={180}
          valueWords={(value) => number(value, metric)}
          axisWords={(at) => axisTime(at, to - from, reader)}
          momentWords={(at) => pointTime(at, to - from, reader)}
          offsetMs={zoneOffset(to, reader.timeZone)}
        />
      )}
      {points.length > 0 && table && (
        <div tabIndex={0} role="region" aria-label={name} style={{ maxHeight: 280, overflow: 'auto' }}>
          <table className="eq">
            <thead>
              <tr>
                <th scope="col">{t('readings.when')}</th>
                <th scope="col" className="num">
                  {t('readings.mean')}
                </th>
                <th scope="col" className="num">
                  {t('readings.range')}
                </th>
              </tr>
            </thead>
            <tbody>
              {points
                .toReversed()
                .slice(0, MOST_ROWS)
                .map((one) => (
                  <tr key={one.at}>
                    <td>{pointTime(one.at, to - from, reader)}</td>
                    <td className="num">{number(one.value, metric)}</td>
                    <td className="num">
                      {number(one.min, metric)} – {number(one.max, metric)}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
