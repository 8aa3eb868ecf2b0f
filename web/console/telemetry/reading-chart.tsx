import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LastReading, Threshold } from '../../api/telemetry.types';
import { LineChart, type ChartLimit } from '../../ui/line-chart';
import { Late } from '../../ui/late';
import { axisTime, pointTime, zoneOffset } from '../../ui/reading-words';
import { ProblemState } from '../feedback/problem-state';
import { useReader } from '../time/reader';
import { useTelemetryWords } from './telemetry-words';
import { useReadings } from './telemetry.queries';
import classes from './telemetry.module.css';

const HOUR = 3_600_000;
const SPANS = { '6h': 6 * HOUR, '24h': 24 * HOUR, '7d': 7 * 24 * HOUR, '30d': 30 * 24 * HOUR, '1y': 365 * 24 * HOUR };
type SpanName = keyof typeof SPANS;
const MOST_ROWS = 400;

/** What a device measured over a time, as a line, and as a table for whoever wants the numbers. */
export function ReadingChart({
  unitId,
  metric,
  thresholds,
}: {
  unitId: string;
  metric: LastReading;
  thresholds: readonly (Threshold & { metricKey: string | null })[];
}) {
  const { t } = useTranslation();
  const reader = useReader();
  const words = useTelemetryWords();
  const [span, setSpan] = useState<SpanName>('24h');
  const [table, setTable] = useState(false);
  const query = useReadings(unitId, metric.key, SPANS[span]);
  const data = query.data;
  const [from, to] = data ? [Date.parse(data.from), Date.parse(data.to)] : [0, 1];
  const points = (data?.points ?? []).map(({ at, value, min, max }) => ({ at: Date.parse(at), value, min, max }));
  const limits: ChartLimit[] = thresholds
    .filter((one) => one.metricKey === metric.key && (one.kind === 'above' || one.kind === 'below'))
    .map((one) => ({
      value: one.value ?? 0,
      tone: one.severity,
      label: `${one.kind === 'above' ? '>' : '<'} ${words.number(one.value ?? 0, metric)}`,
    }));
  return (
    <div className={classes.chartBox}>
      <div className={classes.chartHead}>
        <SegmentedControl
          size="xs"
          aria-label={t('telemetry.span')}
          value={span}
          onChange={(value) => setSpan(value as SpanName)}
          data={Object.keys(SPANS).map((value) => ({ value, label: t(`telemetry.spans.${value}`) }))}
        />
        <span className="grow" />
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconTable size={14} aria-hidden />}
          aria-pressed={table}
          onClick={() => setTable(!table)}
        >
          {t(table ? 'telemetry.asChart' : 'telemetry.asTable')}
        </Button>
      </div>
      {query.error && !data && <ProblemState error={query.error} onRetry={() => void query.refetch()} />}
      {!data && !query.error && (
        <Late>
          <Skeleton h={220} />
        </Late>
      )}
      {data && points.length === 0 && <p className={classes.quiet}>{t('telemetry.nothingThen')}</p>}
      {data && points.length > 0 && !table && (
        <LineChart
          name={t('telemetry.chartOf', { name: words.name(metric) })}
          points={points}
          from={from}
          to={to}
          limits={limits}
          steps={metric.kind === 'state'}
          valueWords={(value) => words.number(value, metric)}
          axisWords={(at) => axisTime(at, to - from, reader)}
          momentWords={(at) => pointTime(at, to - from, reader)}
          offsetMs={zoneOffset(to, reader.timeZone)}
        />
      )}
      {data && points.length > 0 && table && (
        <div className={classes.tableBox} tabIndex={0} role="region" aria-label={words.name(metric)}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('telemetry.when')}</th>
                <th scope="col">{t('telemetry.mean')}</th>
                <th scope="col">{t('telemetry.least')}</th>
                <th scope="col">{t('telemetry.most')}</th>
              </tr>
            </thead>
            <tbody>
              {points
                .toReversed()
                .slice(0, MOST_ROWS)
                .map((one) => (
                  <tr key={one.at}>
                    <td>{pointTime(one.at, to - from, reader)}</td>
                    <td>{words.number(one.value, metric)}</td>
                    <td>{words.number(one.min, metric)}</td>
                    <td>{words.number(one.max, metric)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
      {data && points.length > 0 && (
        <p className={classes.foot}>
          {t(`telemetry.resolutions.${data.resolution}`)}
          {data.resolution !== 'raw' && metric.kind !== 'state' && ` ${t('telemetry.bandHint')}`}
        </p>
      )}
    </div>
  );
}
