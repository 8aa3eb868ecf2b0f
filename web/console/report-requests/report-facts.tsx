import { Button } from '@mantine/core';
import { IconCalendarEvent, IconMessageQuestion, IconTruck } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ReportEvent, ReportRequest } from '../../api/report-requests.types';
import { dayWords } from '../../ui/money.rules';
import { useReader } from '../time/reader';
import { fullTime } from '../time/time';
import type { ReportDialog } from './dialogs';
import classes from './report-requests.module.css';
import { useReportEvents } from './report-requests.queries';

interface Props {
  one: ReportRequest;
  mayPlan: boolean;
  onPlan: (dialog: ReportDialog) => void;
}

/** Beside the report: whose it is, how it is presented, what is asked about it, and what happened. */
export function ReportFacts({ one, mayPlan, onPlan }: Props) {
  const { t } = useTranslation();
  return (
    <aside className={classes.facts} aria-label={t('reportRequests.facts')}>
      <section className={classes.box}>
        <Facts one={one} />
      </section>
      <section className={classes.box}>
        <h2>{t('reportRequests.presenting')}</h2>
        <Presenting one={one} />
        {mayPlan && (
          <div className={classes.actions}>
            <Button variant="default" leftSection={<IconCalendarEvent size={14} />} onClick={() => onPlan('meet')}>
              {t('reportRequests.planMeeting')}
            </Button>
            {one.contact && (
              <Button variant="default" leftSection={<IconTruck size={14} />} onClick={() => onPlan('visit')}>
                {t('reportRequests.askVisit')}
              </Button>
            )}
          </div>
        )}
      </section>
      <section className={classes.box}>
        <h2>{t('reportRequests.questions')}</h2>
        <Questions one={one} />
      </section>
      <section className={classes.box}>
        <h2>{t('reportRequests.history')}</h2>
        <History one={one} />
      </section>
    </aside>
  );
}

function Facts({ one }: { one: ReportRequest }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { quota } = one;
  const rows: [string, React.ReactNode][] = [
    [t('reportRequests.asked'), `${fullTime(one.createdAt, reader)} · ${t(`reportRequests.askedBy.${one.askedBy}`)}`],
    [t('reportRequests.wantedOn'), one.wantedOn && dayWords(one.wantedOn, reader)],
    [t('reportRequests.dueOn'), one.dueOn && dayWords(one.dueOn, reader)],
    [t('reportRequests.owner'), one.owner?.name ?? t('reportRequests.nobody')],
    [t('reportRequests.reviewer'), one.reviewer?.name],
    [
      t('reportRequests.quota'),
      quota.included === null
        ? t('reportRequests.noPackage')
        : t('reportRequests.quotaOf', { asked: quota.asked, included: quota.included }),
    ],
  ];
  return (
    <>
      <dl>
        {rows.map(([term, words]) =>
          words ? (
            <div key={term} style={{ display: 'contents' }}>
              <dt>{term}</dt>
              <dd>{words}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {(one.beyond || quota.offerMore) && (
        <p className={classes.note}>
          {t(quota.offerMore ? 'reportRequests.offerMore' : 'reportRequests.beyondHint')}{' '}
          <Link to={`/customers/companies/${one.company.id}`}>{one.company.name}</Link>
        </p>
      )}
    </>
  );
}

function Presenting({ one }: { one: ReportRequest }) {
  const { t } = useTranslation();
  const reader = useReader();
  const visits = one.tickets.filter(({ kind }) => kind === 'visit');
  if (one.meetings.length === 0 && visits.length === 0) {
    return <p className="mid">{t('reportRequests.notPlanned')}</p>;
  }
  return (
    <>
      {one.meetings.map((meeting) => (
        <Link key={meeting.id} className={classes.link} to="/sales?view=day">
          <IconCalendarEvent size={16} stroke={1.6} aria-hidden="true" />
          <span>
            {fullTime(meeting.dueAt, reader)}
            {meeting.place && ` · ${meeting.place}`}
            {meeting.doneAt && ` · ${t('reportRequests.held')}`}
          </span>
        </Link>
      ))}
      {visits.map((visit) => (
        <Link key={visit.id} className={classes.link} to={`/tickets/${visit.number}`}>
          <IconTruck size={16} stroke={1.6} aria-hidden="true" />
          <span>
            #{visit.number} · {t(`dispatch.states.${visit.visitState ?? 'proposed'}`)}
            {visit.visitFrom && ` · ${fullTime(visit.visitFrom, reader)}`}
          </span>
        </Link>
      ))}
    </>
  );
}

function Questions({ one }: { one: ReportRequest }) {
  const { t } = useTranslation();
  const questions = one.tickets.filter(({ kind }) => kind === 'question');
  if (questions.length === 0) return <p className="mid">{t('reportRequests.noQuestions')}</p>;
  return questions.map((ticket) => (
    <Link key={ticket.id} className={classes.link} to={`/tickets/${ticket.number}`}>
      <IconMessageQuestion size={16} stroke={1.6} aria-hidden="true" />
      <span className="cut">
        #{ticket.number} {ticket.subject}
      </span>
    </Link>
  ));
}

function History({ one }: { one: ReportRequest }) {
  const { t } = useTranslation();
  const reader = useReader();
  const events = useReportEvents(one);
  return (
    <ol className={classes.history}>
      {(events.data ?? []).toReversed().map((event) => (
        <li key={event.seq}>
          <div>{sentence(event, t, reader)}</div>
          <time dateTime={event.at}>
            {[event.byKind === 'system' ? null : event.by, fullTime(event.at, reader)].filter(Boolean).join(' · ')}
          </time>
        </li>
      ))}
    </ol>
  );
}

function sentence({ type, data }: ReportEvent, t: TFunction, reader: { language: string }): string {
  const day = data.to ?? data.dueOn;
  const values = {
    ...data,
    day: typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? dayWords(day, reader) : '',
  };
  const said = [data.why, data.reason, data.note].find((one) => typeof one === 'string');
  const words = t(`reportRequests.events.${type.replace('report.', '')}`, values);
  return typeof said === 'string' ? `${words}: ${said}` : words;
}
