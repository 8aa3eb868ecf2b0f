import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { GROUPS, type Attainment, type Figure } from '../../api/promises.types';
import { NotFound } from '../feedback/page-error';
import { useCan } from '../session/session';
import { Answer } from '../settings/parts';
import { durationWords } from '../settings/promises/duration.rules';
import { useAttainment, type Behind } from './attainment.queries';
import { ExportButton } from './export-button';
import { FigureTable } from './figure-table';
import { RANGES } from './range.rules';
import { ReportsTabs } from '../report-requests/reports-tabs';
import classes from './reports.module.css';
import { RowsDialog } from './rows-dialog';
import { useShare } from './share';

/** How promises were kept: every figure opens the rows behind it. */
export function ReportsPage() {
  return useCan()('sla:read') ? <Promises /> : <NotFound />;
}

function Promises() {
  const { t } = useTranslation();
  const can = useCan();
  const [search, setSearch] = useSearchParams();
  const by = GROUPS.find((one) => one === search.get('by')) ?? 'policy';
  const range = RANGES.find((one) => one === search.get('range')) ?? 'days30';
  const put = (name: string, value: string) =>
    setSearch((before) => new URLSearchParams([...[...before].filter(([key]) => key !== name), [name, value]]), {
      replace: true,
    });
  const attainment = useAttainment(by, range);
  const [behind, setBehind] = useState<{ title: string; of: Behind } | null>(null);
  const open = (title: string, of: Behind) => setBehind({ title, of });
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <ReportsTabs current="figures" />
        <header className={classes.head}>
          <h1>{t('reports.title')}</h1>
          <div className={classes.tools}>
            <SegmentedControl
              aria-label={t('reports.range')}
              data={RANGES.map((value) => ({ value, label: t(`reports.ranges.${value}`) }))}
              value={range}
              onChange={(value) => put('range', value)}
            />
            <ExportButton behind={{}} range={range} />
            {can('calls:supervise') && (
              <Button
                component={Link}
                to="/calls"
                variant="default"
                leftSection={<IconPhone size={16} stroke={1.75} />}
              >
                {t('board.title')}
              </Button>
            )}
          </div>
        </header>
        <Answer of={attainment}>
          {(data) => (
            <>
              <Totals attainment={data} onOpen={open} />
              <div className={classes.by}>
                <h2>{t('reports.kept')}</h2>
                <Select
                  w={168}
                  aria-label={t('reports.byLabel')}
                  allowDeselect={false}
                  data={GROUPS.map((value) => ({ value, label: t(`reports.by.${value}`) }))}
                  value={by}
                  onChange={(value) => value && put('by', value)}
                />
              </div>
              <FigureTable attainment={data} onOpen={open} />
            </>
          )}
        </Answer>
        <Definitions />
      </div>
      {behind && <RowsDialog title={behind.title} behind={behind.of} range={range} onClose={() => setBehind(null)} />}
    </main>
  );
}

function Totals({ attainment, onOpen }: { attainment: Attainment; onOpen: (title: string, of: Behind) => void }) {
  const { t } = useTranslation();
  const shareOf = useShare();
  const words = ({ met, breached }: Figure) => t('reports.metOf', { met, all: met + breached });
  if (attainment.totals.length === 0) return null;
  return (
    <div className={classes.totals}>
      {attainment.totals.map((figure) => (
        <button
          key={figure.target}
          type="button"
          onClick={() => onOpen(t(`promise.targets.${figure.target}`), { target: figure.target })}
        >
          <span className={classes.totalName}>{t(`promise.targets.${figure.target}`)}</span>
          <strong>{shareOf(figure.share)}</strong>
          <span>{words(figure)}</span>
          {figure.medianMinutes !== null && (
            <span>{t('reports.median', { time: durationWords(figure.medianMinutes) })}</span>
          )}
        </button>
      ))}
    </div>
  );
}

function Definitions() {
  const { t } = useTranslation();
  return (
    <section className={classes.definitions}>
      <h2>{t('reports.howWeCount')}</h2>
      <dl>
        {(['kept', 'counted', 'open', 'median', 'seen'] as const).map((key) => (
          <div key={key}>
            <dt>{t(`reports.define.${key}.term`)}</dt>
            <dd>{t(`reports.define.${key}.text`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
