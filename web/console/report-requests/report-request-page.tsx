import { Button, Skeleton } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { reportRequests } from '../../api/report-requests.api';
import type { ReportRequest, RequestMove } from '../../api/report-requests.types';
import { Late } from '../../ui/late';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { usePageTitle } from '../shell/title';
import { DashboardPart } from './dashboard-part';
import { Dialogs, type ReportDialog } from './dialogs';
import { ReportFacts } from './report-facts';
import classes from './report-requests.module.css';
import { useReport, useReportAct } from './report-requests.queries';
import { DueWords } from './report-requests-page';
import { VersionsPart } from './versions-part';

const STEPS = ['requested', 'accepted', 'analysis', 'review', 'presented', 'published'] as const;

export function ReportRequestPage() {
  const id = useParams().number ?? '';
  return useCan()('report-requests:read') ? <One id={id} key={id} /> : <NotFound />;
}

function One({ id }: { id: string }) {
  const report = useReport(id);
  usePageTitle(report.data && `R${report.data.number} ${report.data.title}`);
  if (report.error && !report.data) return <ProblemState error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) {
    return (
      <main className={classes.page}>
        <div className={classes.body}>
          <Late>
            <Skeleton h={320} radius="lg" />
          </Late>
        </div>
      </main>
    );
  }
  return <Whole one={report.data} id={id} />;
}

function Whole({ one, id }: { one: ReportRequest; id: string }) {
  const { t } = useTranslation();
  const mayWrite = useCan()('report-requests:write');
  const act = useReportAct(id);
  const [dialog, setDialog] = useState<ReportDialog | null>(null);
  const may = (move: RequestMove): boolean => mayWrite && one.moves.includes(move);
  const at = STEPS.findIndex((step) => step === one.state);
  const isApproved = one.versions[0]?.state === 'approved';
  const press = (run: () => Promise<ReportRequest>) => act.mutate(run);
  return (
    <main className={classes.page} aria-label={one.title}>
      <div className={classes.body}>
        <Link className={classes.back} to="/report-requests">
          <IconChevronLeft size={16} stroke={1.6} aria-hidden="true" /> {t('reportRequests.title')}
        </Link>
        <header className={classes.head}>
          <div className="grow" style={{ minWidth: 0 }}>
            <h1>
              <span className="dim">R{one.number}</span> {one.title}
              <span className={classes.state} data-state={one.state}>
                {t(`reportRequests.states.${one.state}`)}
              </span>
              {one.beyond && <span className={classes.mark}>{t('reportRequests.beyond')}</span>}
            </h1>
            <p className="mid">
              <Link to={`/customers/companies/${one.company.id}`}>{one.company.name}</Link>
              {one.contact && (
                <>
                  {' · '}
                  <Link to={`/customers/contacts/${one.contact.id}`}>{one.contact.name}</Link>
                </>
              )}
              {one.state !== 'published' && (one.dueOn ?? one.wantedOn) && ' · '}
              <DueWords one={one} />
            </p>
          </div>
          <div className={classes.tools}>
            {may('accept') && <Button onClick={() => setDialog('accept')}>{t('reportRequests.accept')}</Button>}
            {may('begin') && (
              <Button loading={act.isPending} onClick={() => press(() => reportRequests.act(one, 'analysis'))}>
                {t('reportRequests.begin')}
              </Button>
            )}
            {may('present') && isApproved && (
              <Button variant="default" onClick={() => setDialog('present')}>
                {t('reportRequests.wasPresented')}
              </Button>
            )}
            {may('decline') && !one.publishedAt && (
              <Button variant="default" onClick={() => setDialog('decline')}>
                {t('reportRequests.decline')}
              </Button>
            )}
            {may('withdraw') && !one.publishedAt && (
              <Button variant="subtle" color="gray" onClick={() => setDialog('withdraw')}>
                {t('reportRequests.withdraw')}
              </Button>
            )}
            {may('change') && (
              <Button variant="default" onClick={() => setDialog('edit')}>
                {t('common.edit')}
              </Button>
            )}
          </div>
        </header>
        {one.reason && (
          <p className={classes.reason}>
            <b>{t(`reportRequests.states.${one.state}`)}:</b> {one.reason}
          </p>
        )}
        {at >= 0 && (
          <ol className={classes.steps} aria-label={t('reportRequests.howFar')}>
            {STEPS.map((step, place) => (
              <li key={step} data-done={place <= at || undefined} aria-current={place === at ? 'step' : undefined}>
                {t(`reportRequests.states.${step}`)}
              </li>
            ))}
          </ol>
        )}
        <div className={classes.columns}>
          <div>
            <section className={classes.part}>
              <header>
                <h2>{t('reportRequests.about')}</h2>
              </header>
              <div className={classes.box}>
                <p className={classes.words}>{one.about || t('reportRequests.noWords')}</p>
              </div>
            </section>
            <VersionsPart one={one} id={id} may={may} />
            <DashboardPart
              one={one}
              id={id}
              mayWrite={mayWrite && one.state !== 'declined' && one.state !== 'withdrawn'}
            />
          </div>
          <ReportFacts one={one} mayPlan={mayWrite && at >= 1} onPlan={setDialog} />
        </div>
      </div>
      {dialog && <Dialogs one={one} id={id} dialog={dialog} onClose={() => setDialog(null)} />}
    </main>
  );
}
