import { useState } from 'preact/hooks';
import type { View } from '../device/desk.js';
import { Icon } from '../icons.js';
import type { Day, Visit } from '../model/day.types.js';
import { isEnded } from '../model/pending.rules.js';
import { endOf, mapLink, nextOf, routeOf, summaryOf, type Stop } from '../model/route.rules.js';
import { Blank, kindIcon, Meter, NetBar, StateMark, Tabs } from '../pieces.js';
import { clock, dateOf, duration, kilometres, t } from '../words.js';
import { Following } from './following.js';

export const isApple = /iPhone|iPad|Macintosh/.test(navigator.userAgent);

/** The route of today: what is next stands out, what is done steps back. */
export function DayScreen({ view, day }: { view: View; day: Day }) {
  const zone = day.technician.timezone;
  const summary = summaryOf(day);
  return (
    <main class="screen" aria-label={t('today')}>
      <header class="bar">
        <div class="grow">
          <h1>{t('today')}</h1>
          <small class="cut">
            {dateOf(`${day.date}T12:00:00Z`, 'UTC')} · {day.technician.name}
          </small>
        </div>
        <a class="ib" href="#/me" aria-label={t('me')}>
          <span class="avatar" data-initials={initials(day.technician.name)} />
        </a>
      </header>
      <NetBar view={view} />
      <Following view={view} />
      <div class="scroll">
        {summary.visits === 0 ? (
          <Blank icon="today" title={t('noVisits')} hint={t('noVisitsHint')} />
        ) : (
          <>
            <dl class="sum">
              <Fact what={t('visits')} value={t('doneOf', { done: summary.done, all: summary.visits })} />
              <Fact what={t('travelLeft')} value={duration(summary.travelMinutes)} />
              <Fact what={t('distance')} value={kilometres(summary.kilometres)} />
              <Fact what={t('ends')} value={summary.ends ? clock(summary.ends, zone) : '–'} />
            </dl>
            <Route day={day} zone={zone} />
          </>
        )}
      </div>
      <Tabs at="today" view={view} />
    </main>
  );
}

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
};

const Fact = ({ what, value }: { what: string; value: string }) => (
  <div>
    <dt>{what}</dt>
    <dd>{value}</dd>
  </div>
);

/** From the second visit that is done on, they are folded: the next one is always in sight. */
function Route({ day, zone }: { day: Day; zone: string }) {
  const [unfolded, unfold] = useState(false);
  const stops = routeOf(day, day.now);
  const next = nextOf(day.visits);
  const until = stops.findIndex((stop) => stop.what === 'visit' && !isEnded(stop.visit.state));
  const past = until === -1 ? [] : stops.slice(0, until).filter((stop) => stop.what === 'visit');
  const folded = past.length > 1 && !unfolded ? until : 0;
  return (
    <ol class="route">
      {folded > 0 && (
        <li class="stop past">
          <div class="time" />
          <div class="rail">
            <span class="knot fill">
              <Icon name="check" size={14} />
            </span>
          </div>
          <button type="button" class="box fold" onClick={() => unfold(true)} aria-expanded="false">
            <span class="grow">{t('earlierDone', { n: past.length })}</span>
            <Icon name="down" />
          </button>
        </li>
      )}
      {stops.slice(folded).map((stop) => (
        <StopRows
          key={stop.what === 'visit' ? stop.visit.id : stop.at}
          stop={stop}
          next={next?.id}
          zone={zone}
          now={day.now}
        />
      ))}
    </ol>
  );
}

function StopRows({ stop, next, zone, now }: { stop: Stop; next: string | undefined; zone: string; now: string }) {
  if (stop.what === 'break') {
    return (
      <li class={`stop ${stop.passed ? 'past' : ''}`}>
        <div class="time">
          {clock(stop.at, zone)}
          <small>{clock(stop.until, zone)}</small>
        </div>
        <div class="rail">
          <span class="knot">
            <Icon name="lunch" size={14} />
          </span>
        </div>
        <div class="box">
          <div class="t quiet">{t('break')}</div>
        </div>
      </li>
    );
  }
  const { visit, hop, passed } = stop;
  return (
    <>
      {hop && (
        <li class={`hopto ${passed ? 'past' : ''}`}>
          <i />
          <i class="rail" />
          <span>
            <Icon name="truck" size={14} />
            {duration(hop.minutes)}
            {hop.km !== null && ` · ${kilometres(hop.km)}`}
          </span>
        </li>
      )}
      <li class={`stop ${passed ? 'past' : ''}`}>
        <div class="time">
          {stop.at ? clock(stop.at, zone) : '–'}
          <small>{endOf(visit) && clock(endOf(visit), zone)}</small>
        </div>
        <div class="rail">
          <span class={`knot ${passed ? 'fill' : ''}`}>
            {isEnded(visit.state) ? <Icon name={visit.state === 'done' ? 'check' : 'cross'} size={14} /> : stop.place}
          </span>
        </div>
        {visit.id === next ? <NextVisit visit={visit} zone={zone} now={now} /> : <OtherVisit visit={visit} />}
      </li>
    </>
  );
}

export const titleOf = (visit: Visit): string => visit.company?.name ?? visit.contact.name;
const areaOf = (visit: Visit): string => visit.place?.name || visit.place?.address || '';

function OtherVisit({ visit }: { visit: Visit }) {
  return (
    <a class="box" href={`#/visit/${visit.id}`}>
      <div class="t">
        <span class="cut grow">{titleOf(visit)}</span>
        <StateMark state={visit.state} />
      </div>
      <div class="d">
        <Icon name={kindIcon(visit.kind)} size={14} />
        <span class="cut">{[t(`kind.${visit.kind}`), areaOf(visit)].filter(Boolean).join(' · ')}</span>
      </div>
    </a>
  );
}

function NextVisit({ visit, zone, now }: { visit: Visit; zone: string; now: string }) {
  const underWay = ['on_site', 'paused', 'en_route'].includes(visit.state);
  const done = visit.checklist.filter((item) => item.doneAt).length;
  const map = mapLink(visit.place, isApple);
  const [phone] = visit.person.phones;
  return (
    <div class={`panel ${underWay ? 'live' : ''}`}>
      <div class="t tall">
        <a class="cut grow" href={`#/visit/${visit.id}`}>
          {titleOf(visit)}
        </a>
        <StateMark state={visit.state} />
      </div>
      <div class="d">
        <Icon name={kindIcon(visit.kind)} size={14} />
        <span class="cut">{[t(`kind.${visit.kind}`), visit.about || visit.ticket.subject].join(' · ')}</span>
      </div>
      {areaOf(visit) && (
        <div class="d">
          <Icon name="pin" size={14} />
          <span class="cut">{areaOf(visit)}</span>
        </div>
      )}
      {visit.dueAt && !visit.arrivedAt && <Promised dueAt={visit.dueAt} by={visit.plannedFrom ?? now} zone={zone} />}
      {underWay && visit.checklist.length > 0 && visit.state !== 'en_route' && (
        <div class="meter">
          <Meter done={done} all={visit.checklist.length} />
          {t('stepsOf', { done, all: visit.checklist.length })}
        </div>
      )}
      {visit.state === 'on_site' || visit.state === 'paused' ? (
        <div class="do">
          <a class="btn primary" href={`#/visit/${visit.id}`}>
            {t('continue')}
            <Icon name="arrow" />
          </a>
        </div>
      ) : (
        <>
          {(map || phone) && (
            <div class="do">
              {map && (
                <a class="btn" href={map}>
                  <Icon name="nav" />
                  {t('navigate')}
                </a>
              )}
              {phone && (
                <a class="btn" href={`tel:${phone}`}>
                  <Icon name="phone" />
                  {t('call')}
                </a>
              )}
            </div>
          )}
          <div class="do">
            <a class="btn primary" href={`#/visit/${visit.id}`}>
              {t(underWay ? 'continue' : 'open')}
              <Icon name="arrow" />
            </a>
          </div>
        </>
      )}
    </div>
  );
}

function Promised({ dueAt, by, zone }: { dueAt: string; by: string; zone: string }) {
  const spare = (Date.parse(dueAt) - Date.parse(by)) / 60_000;
  const time = clock(dueAt, zone);
  return (
    <div class={`promise ${spare < 0 ? 'bad' : ''}`}>
      <Icon name="clock" size={14} />
      {spare < 0
        ? t('promisedLate', { time, late: duration(-spare) })
        : t('promisedSpare', { time, spare: duration(spare) })}
    </div>
  );
}
