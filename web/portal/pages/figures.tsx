import { Button } from '@mantine/core';
import { IconChartBar, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf } from '../../api/client';
import { shortTime, span } from '../../console/time/time';
import { EmptyState } from '../../ui/empty-state';
import { useMe, useNow, useReader } from '../me';
import { Lines, Problem } from '../parts/states';
import { portal, TARGETS, type Figure } from '../portal.api';
import { sumOf } from '../model/figures.rules';

/** A year back, in whole months. */
const since = (now: Date): string => new Date(now.getFullYear(), now.getMonth() - 11, 1).toISOString();

export function Figures() {
  const { t, i18n } = useTranslation();
  const { rights, company } = useMe();
  const reader = useReader();
  const range = { from: since(useNow(60_000)), zone: reader.timeZone };
  const figures = useQuery({ queryKey: ['figures', 'year', range.from], queryFn: () => portal.figures(range) });
  const all = figures.data?.totals ?? [];
  const { met, all: count } = sumOf(all);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const months = [...new Set((figures.data?.months ?? []).map(({ month }) => month))].toSorted().toReversed();
  const name = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <>
      <div className="hello">
        <div>
          <h1>{t('figures')}</h1>
          <p className="mid">
            {rights.tickets === 'company' && company ? t('ofCompany', { name: company.name }) : t('ofWhatYouSee')}
          </p>
        </div>
        <span className="grow" />
        <Button
          component="a"
          variant="default"
          href={addressOf('/portal/figures/csv', { from: range.from })}
          download
          leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
        >
          CSV
        </Button>
      </div>
      {figures.error ? (
        <Problem error={figures.error} onRetry={() => void figures.refetch()} />
      ) : figures.isPending ? (
        <Lines count={4} />
      ) : count === 0 ? (
        <section className="card">
          <EmptyState icon={IconChartBar} title={t('nothingDecided')}>
            {t('nothingDecidedHint')}
          </EmptyState>
        </section>
      ) : (
        <div className="grid">
          <div className="col">
            <section className="card">
              <header>
                <h2>{t('twelveMonths')}</h2>
              </header>
              <div className="fig">
                <strong>{t('metOf', { met, all: count })}</strong>
                <span className="mid">{percent.format(met / count)}</span>
              </div>
              <Table figures={all} />
            </section>
            <section className="card">
              <header>
                <h2>{t('byMonth')}</h2>
              </header>
              <ul className="months">
                {months.map((month) => {
                  const sum = sumOf(figures.data.months.filter((one) => one.month === month));
                  return (
                    <li key={month}>
                      <span>{name.format(new Date(`${month}-15T00:00:00Z`))}</span>
                      <span className="bar" aria-hidden="true">
                        <i style={{ width: `${(sum.all ? sum.met / sum.all : 0) * 100}%` }} />
                      </span>
                      <span className="num">
                        {sum.met} / {sum.all}
                      </span>
                      <span className="num">{sum.all ? percent.format(sum.met / sum.all) : ''}</span>
                    </li>
                  );
                })}
              </ul>
            </section>
          </div>
          <div className="col">
            <Missed from={range.from} />
            <section className="card pad prose">
              <h2>{t('howWeCount')}</h2>
              <p>{t('definition.promise')}</p>
              <dl>
                {TARGETS.map((target) => (
                  <div key={target}>
                    <dt>{t(`promise.targets.${target}`)}</dt>
                    <dd>{t(`definition.${target}`)}</dd>
                  </div>
                ))}
              </dl>
              <p>{t('definition.pause')}</p>
            </section>
          </div>
        </div>
      )}
    </>
  );
}

function Table({ figures }: { figures: readonly Figure[] }) {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <table className="eq">
      <thead>
        <tr>
          <th scope="col">{t('ourPromise')}</th>
          <th scope="col" className="num">
            {t('keptShort')}
          </th>
          <th scope="col" className="num">
            %
          </th>
          <th scope="col" className="num">
            {t('median')}
          </th>
        </tr>
      </thead>
      <tbody>
        {figures.map((one) => (
          <tr key={one.target}>
            <td>{t(`promise.targets.${one.target}`)}</td>
            <td className="num">
              {one.met} / {one.met + one.breached}
            </td>
            <td className="num">{percent.format(one.share)}</td>
            <td className="num">{one.medianMinutes === null ? '' : span(one.medianMinutes * 60_000)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was not kept is not hidden: which requests they were. */
function Missed({ from }: { from: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const kept = useQuery({ queryKey: ['kept', 'year', from], queryFn: () => portal.kept({ from, limit: 200 }) });
  const missed = (kept.data?.items ?? []).filter(({ state }) => state === 'breached').slice(0, 8);
  if (!kept.data) return null;
  return (
    <section className="card">
      <header>
        <h2>{t('notKept')}</h2>
      </header>
      {missed.length === 0 ? (
        <p className="quiet">{t('noneMissed')}</p>
      ) : (
        missed.map((one, at) => (
          <Link className="li" key={at} to={`/tickets/${one.ticket.number}`}>
            <div className="cut">
              <div className="a cut">
                #{one.ticket.number} {one.ticket.subject}
              </div>
              <div className="b">{t(`promise.targets.${one.target}`)}</div>
            </div>
            <span className="sm mid">{shortTime(one.decidedAt, now, reader)}</span>
          </Link>
        ))
      )}
    </section>
  );
}
