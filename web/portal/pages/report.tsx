import { Button } from '@mantine/core';
import { IconCalendarEvent, IconChevronLeft, IconFile } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { TileKind, TilePoint } from '../../api/report-requests.types';
import { fullTime, shortTime, size } from '../../console/time/time';
import { dayWords } from '../../ui/money.rules';
import { Tile } from '../../ui/tile';
import { useNow, useReader } from '../me';
import { Composer } from '../parts/composer';
import { Problem, useProblemWords, Waiting } from '../parts/states';
import { portal, type WholeReport } from '../portal.api';

const WAY = ['requested', 'accepted', 'analysis', 'review', 'presented', 'published'] as const;

export function ReportPage() {
  const id = useParams().id ?? '';
  const report = useQuery({ queryKey: ['reports', 'one', id], queryFn: () => portal.report(id) });
  if (report.error) return <Problem error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) return <Waiting error={null} />;
  return <Whole one={report.data} />;
}

function Whole({ one }: { one: WholeReport }) {
  const { t, i18n } = useTranslation();
  const reader = useReader();
  const isOver = one.state === 'declined' || one.state === 'withdrawn';
  return (
    <>
      <Link className="crumb" to="/reports">
        <IconChevronLeft size={14} aria-hidden /> {t('reports')}
      </Link>
      <div className="hello">
        <div>
          <h1>
            <span className="dim">R{one.number}</span> {one.title}
          </h1>
          <p className="mid">
            {[
              t(`report.states.${one.state}`),
              one.dueOn && one.state !== 'published' && t('report.promised', { day: dayWords(one.dueOn, i18n) }),
              one.owner && t('hasIt', { name: one.owner }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
      </div>
      <div className="grid">
        <div className="col">
          {isOver && one.reason && (
            <section className="card pad">
              <h2>{t(`report.states.${one.state}`)}</h2>
              <p className="pre">{one.reason}</p>
            </section>
          )}
          {one.versions.map((version, at) => (
            <section className="card pad" key={version.id}>
              <h2>
                {at === 0 ? t('report.result') : t('report.earlierVersion', { number: version.number })}{' '}
                <span className="n">{fullTime(version.publishedAt, reader)}</span>
              </h2>
              <p className="pre">{version.summary}</p>
              {version.files.length > 0 && (
                <ul className="files">
                  {version.files.map((file) => (
                    <li key={file.id}>
                      <IconFile size={16} stroke={1.6} aria-hidden />
                      <a
                        className="link"
                        href={`/api/v1/portal/reports/${one.id}/files/${file.id}`}
                        download={file.name}
                      >
                        {file.name}
                      </a>
                      <span className="dim">{size(file.size, i18n.language)}</span>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          ))}
          {one.live && <Live one={one} />}
          <section className="card pad">
            <h2>{t('report.youAsked')}</h2>
            <p className="pre">{one.about || t('report.noWords')}</p>
          </section>
          <Questions one={one} />
        </div>
        <div className="col">
          <section className="card">
            <header>
              <h2>{t('report.howFar')}</h2>
            </header>
            <HowFar one={one} isOver={isOver} />
            {one.meeting && (
              <p className="quiet">
                <IconCalendarEvent size={14} aria-hidden />{' '}
                {t('report.meeting', { time: fullTime(one.meeting.at, reader) })}
                {one.meeting.place && ` · ${one.meeting.place}`}
              </p>
            )}
            {one.beyond && <p className="quiet">{t('report.isBeyond')}</p>}
            {one.mayWithdraw && <Withdraw one={one} />}
          </section>
        </div>
      </div>
    </>
  );
}

function HowFar({ one, isOver }: { one: WholeReport; isOver: boolean }) {
  const { t } = useTranslation();
  const reader = useReader();
  const at = WAY.findIndex((step) => step === one.state);
  const timeOf = (state: string) => one.steps.findLast((step) => step.state === state)?.at;
  const way = isOver ? [...new Set(one.steps.map(({ state }) => state))] : [...WAY];
  return (
    <ol className="way">
      {way.map((step, place) => {
        const isDone = isOver || place <= at;
        const time = isDone ? timeOf(step) : undefined;
        return (
          <li key={step} data-done={isDone || undefined} aria-current={step === one.state ? 'step' : undefined}>
            <span>{t(`report.states.${step}`)}</span>
            {time && <time dateTime={time}>{fullTime(time, reader)}</time>}
          </li>
        );
      })}
    </ol>
  );
}

function Withdraw({ one }: { one: WholeReport }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useProblemWords();
  const withdraw = useMutation({
    mutationFn: () => portal.withdrawReport(one),
    onSettled: () => client.invalidateQueries({ queryKey: ['reports'] }),
  });
  return (
    <div className="quiet">
      {withdraw.error && (
        <p className="bad sm" role="alert">
          {words(withdraw.error)}
        </p>
      )}
      <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {t('report.withdraw')}
      </Button>
    </div>
  );
}

function Live({ one }: { one: WholeReport }) {
  const { t, i18n } = useTranslation();
  const live = useQuery({
    queryKey: ['reports', 'live', one.id],
    queryFn: () => portal.reportFigures(one.id),
    refetchInterval: 60_000,
  });
  if (live.error) return <Problem error={live.error} onRetry={() => void live.refetch()} />;
  return (
    <section aria-label={t('report.live')}>
      <h2 className="livehead">{t('report.live')}</h2>
      <div className="livetiles">
        {live.data?.tiles.map((tile) => {
          const title = tile.title || t(`report.tiles.${tile.kind}`);
          return (
            <Tile
              key={tile.id}
              tile={tile}
              title={title}
              definition={t(`report.definitions.${tile.kind}`)}
              nothing={t('report.nothingCounted')}
              lately={t('report.thisMonth')}
              nameOf={(point) => groupName(tile.kind, point, t)}
              csv={{
                href: `/api/v1/portal/reports/${one.id}/dashboard/${tile.id}/csv`,
                label: t('report.csvOf', { name: title }),
              }}
              language={i18n.language}
            />
          );
        })}
      </div>
      {(live.data?.hidden ?? 0) > 0 && <p className="mid sm">{t('report.hidden', { count: live.data!.hidden })}</p>}
    </section>
  );
}

const PRIORITIES = ['', 'low', 'normal', 'high', 'urgent'];

function groupName(kind: TileKind, { key, name }: TilePoint, t: TFunction): string {
  if (name) return name;
  if (kind === 'tickets-by-priority') return t(`report.priorities.${PRIORITIES[Number(key)] ?? 'normal'}`);
  if (kind === 'equipment-by-state') return t(`unitState.${key}`);
  if (key === 'none') return t('report.elsewhere');
  return t(`report.channels.${key}`, { defaultValue: key });
}

function Questions({ one }: { one: WholeReport }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <section className="card">
      <header>
        <h2>{t('report.questions')}</h2>
      </header>
      {one.questions.map((question) => (
        <Link key={question.id} className="li" to={`/tickets/${question.number}`}>
          <div className="cut">
            <div className="a cut">
              #{question.number} {question.subject}
            </div>
            <div className="b">{question.status.label}</div>
          </div>
          <span className="sm mid">{shortTime(question.at, now, reader)}</span>
        </Link>
      ))}
      <div className="pad">
        <Composer
          label={t('report.question')}
          button={t('send')}
          send={async (said) => {
            const { number } = await portal.askAboutReport(one.id, said);
            await client.invalidateQueries();
            await navigate(`/tickets/${number}`);
          }}
        />
      </div>
    </section>
  );
}
