import { IconAlertTriangle, IconChevronLeft, IconDownload, IconPaperclip, IconPhone } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { clockTime, dayKey, dayWords, fullTime, size } from '../../console/time/time';
import { useNow, useReader } from '../me';
import { Composer } from '../parts/composer';
import { Initials } from '../parts/marks';
import { PromiseStory } from '../parts/promise-story';
import { Lines, Problem } from '../parts/states';
import { VisitCard } from '../parts/visit-card';
import { portal, type FileView, type Message } from '../portal.api';

export function TicketPage() {
  const id = useParams().id ?? '';
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const ticket = useQuery({ queryKey: ['tickets', 'one', id], queryFn: () => portal.ticket(id) });
  const said = useQuery({ queryKey: ['messages', id], queryFn: () => portal.messages(id) });
  const ticketId = ticket.data?.id;
  const visits = useQuery({
    queryKey: ['visits', 'of', ticketId],
    queryFn: () => portal.visits({ ticket: ticketId }),
    enabled: ticketId !== undefined,
  });
  const last = said.data?.items.at(-1)?.seq;
  useEffect(() => {
    if (last !== undefined) void portal.read(id).catch(() => undefined);
  }, [id, last]);
  if (ticket.error) return <Problem error={ticket.error} onRetry={() => void ticket.refetch()} />;
  if (!ticket.data) return <Lines count={5} />;
  const one = ticket.data;
  const isOver = one.status.category === 'solved' || one.status.category === 'closed';
  return (
    <>
      <div className="hello">
        <div className="grow">
          <Link className="crumb" to="/tickets">
            <IconChevronLeft size={14} aria-hidden /> {t('tickets')}
          </Link>
          <h1>
            <span className="no">#{one.number}</span> {one.subject}
          </h1>
          <p className="mid facts">
            <span className="pill" data-over={isOver || undefined}>
              {one.status.label}
            </span>
            {[
              one.priority === 'urgent' || one.priority === 'high' ? t(`priority.${one.priority}`) : null,
              one.assignee && t('hasIt', { name: one.assignee }),
              one.site?.name,
              one.mine ? null : t('askedBy', { name: one.contact.name }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {one.mergedInto && (
            <p className="mid">
              <Link className="link" to={`/tickets/${one.mergedInto}`}>
                {t('goesOn', { number: one.mergedInto })}
              </Link>
            </p>
          )}
        </div>
      </div>
      <div className="grid ticket">
        <div className="col">
          <section className="card o2" aria-label={t('said')}>
            {said.error ? (
              <Problem error={said.error} onRetry={() => void said.refetch()} />
            ) : said.isPending ? (
              <Lines count={4} />
            ) : (
              <Timeline messages={said.data.items} />
            )}
            {!one.mergedInto && (
              <Composer
                label={t(isOver ? 'writeAgain' : 'writeUs')}
                button={t('send')}
                send={async (body) => {
                  const { number } = await portal.reply(id, body);
                  await client.invalidateQueries();
                  if (number !== one.number) await navigate(`/tickets/${number}`);
                }}
              />
            )}
          </section>
        </div>
        <div className="col">
          <PromiseStory ticketId={one.id} isOver={isOver} />
          {(visits.data?.items ?? []).map((visit) => (
            <section className="card o3" key={visit.id}>
              <header>
                <h2>
                  {t('visit')} <span className="n">{visit.ref}</span>
                </h2>
              </header>
              <VisitCard visit={visit} />
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

function Timeline({ messages }: { messages: readonly Message[] }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  if (messages.length === 0) return <p className="quiet">{t('nothingSaid')}</p>;
  return (
    <ol className="timeline" aria-live="polite">
      {messages.map((message, at) => {
        const before = messages[at - 1];
        const isNewDay = !before || dayKey(before.at, reader) !== dayKey(message.at, reader);
        return (
          <li key={message.id}>
            {isNewDay && <div className="day">{dayWords(message.at, now, reader, t('today'), t('yesterday'))}</div>}
            <Said message={message} />
          </li>
        );
      })}
    </ol>
  );
}

function Said({ message }: { message: Message }) {
  const { t } = useTranslation();
  const reader = useReader();
  const name = message.mine ? t('you') : message.from || t('us');
  const time = (
    <time dateTime={message.at} title={fullTime(message.at, reader)}>
      {clockTime(message.at, reader)}
    </time>
  );
  if (message.kind === 'call') {
    return (
      <p className="event">
        <IconPhone size={14} stroke={1.6} aria-hidden />
        {t(message.direction === 'in' ? 'calledUs' : 'weCalled', { name })} {time}
      </p>
    );
  }
  return (
    <article className="msg" data-side={message.direction === 'out' ? 'us' : 'customer'}>
      <Initials name={message.from || '?'} size={28} />
      <div className="bubble">
        <header>
          <b>{name}</b>{' '}
          {message.channel !== 'portal' && <span>{t(`channels.${message.channel}`, { defaultValue: '' })}</span>}
          {time}
        </header>
        <p>{message.text}</p>
        {message.attachments.length > 0 && (
          <ul className="files">
            {message.attachments.map((file) => (
              <FileLine key={file.id} file={file} />
            ))}
          </ul>
        )}
      </div>
    </article>
  );
}

function FileLine({ file }: { file: FileView }) {
  const { t, i18n } = useTranslation();
  const words = (
    <>
      <span className="cut">{file.name}</span> <span className="dim">{size(file.size, i18n.language)}</span>
    </>
  );
  if (file.blocked) {
    return (
      <li className="mid">
        <IconAlertTriangle size={14} stroke={1.6} aria-hidden /> {words} <span>{t('fileBlocked')}</span>
      </li>
    );
  }
  return (
    <li>
      <IconPaperclip size={14} stroke={1.6} aria-hidden />
      <a className="link cut" href={file.url} download={file.name}>
        {words}
      </a>
      <IconDownload size={14} stroke={1.6} aria-hidden />
    </li>
  );
}
