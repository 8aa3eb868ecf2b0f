import { useEffect, useState } from 'preact/hooks';
import type { FieldDesk, View } from '../device/desk.js';
import { Icon } from '../icons.js';
import type { FieldAction, Visit } from '../model/day.types.js';
import { isEnded, may } from '../model/pending.rules.js';
import { mapLink, workedMs } from '../model/route.rules.js';
import { NetMark, StateMark } from '../pieces.js';
import { clock, t } from '../words.js';
import { Checklist } from './checklist.js';
import { CouldNotSheet, EquipmentSheet, MoreSheet, NoteSheet, PartSheet, TimeSheet } from './sheets.js';
import { isApple, titleOf } from './day.js';
import { Following } from './following.js';
import { Photos } from './photos.js';
import { PlaceFacts } from './place-facts.js';
import { UsedParts } from './used-parts.js';

export interface VisitProps {
  desk: FieldDesk;
  view: View;
  visit: Visit;
  zone: string;
}

export type SheetName = 'more' | 'part' | 'equipment' | 'time' | 'note' | 'could-not';

export function VisitScreen(props: VisitProps) {
  const { view, visit, zone } = props;
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const close = (): void => setSheet(null);
  return (
    <main class="screen" aria-label={visit.ref}>
      <header class="bar back">
        <a class="ib" href="#/" aria-label={t('backToToday')}>
          <Icon name="left" size={24} />
        </a>
        <div class="grow">
          <h1 class="cut">
            {visit.ref} · {t(`kind.${visit.kind}`)}
          </h1>
          <small class="cut">
            {visit.plannedFrom &&
              visit.plannedTo &&
              `${clock(visit.plannedFrom, zone)}–${clock(visit.plannedTo, zone)} · `}
            {t('ticket', { n: visit.ticket.number })}
          </small>
        </div>
        <NetMark view={view} />
        <button type="button" class="ib" aria-label={t('more')} aria-haspopup="dialog" onClick={() => setSheet('more')}>
          <Icon name="dots" />
        </button>
      </header>
      <Following view={view} />
      <div class="scroll">
        <Head visit={visit} />
        <PlaceFacts visit={visit} zone={zone} />
        <Checklist {...props} />
        <Photos {...props} />
        <UsedParts {...props} open={setSheet} />
        <Report {...props} />
      </div>
      <Foot {...props} />
      {sheet === 'more' && <MoreSheet {...props} close={close} open={setSheet} />}
      {sheet === 'part' && <PartSheet {...props} close={close} />}
      {sheet === 'equipment' && <EquipmentSheet {...props} close={close} />}
      {sheet === 'time' && <TimeSheet {...props} close={close} />}
      {sheet === 'note' && <NoteSheet {...props} close={close} />}
      {sheet === 'could-not' && <CouldNotSheet {...props} close={close} />}
    </main>
  );
}

function Head({ visit }: { visit: Visit }) {
  const map = mapLink(visit.place, isApple);
  const [phone] = visit.person.phones;
  return (
    <section class="sect">
      {visit.gone && (
        <div class="access bad" role="note">
          <Icon name="warn" size={16} />
          <span>
            <b>{t('gone')}</b> {t('goneHint')}
          </span>
        </div>
      )}
      <div class="t tall">
        <h2 class="cust cut grow">{titleOf(visit)}</h2>
        <StateMark state={visit.state} />
      </div>
      <div class="quiet">{visit.about || visit.ticket.subject}</div>
      {visit.place && (
        <div class="addr">
          <Icon name="pin" size={16} />
          <span>
            {visit.place.address || visit.place.name}
            {visit.place.address && visit.place.name && visit.place.name !== visit.place.address && (
              <>
                <br />
                <span class="quiet">{visit.place.name}</span>
              </>
            )}
          </span>
        </div>
      )}
      {(map || phone) && (
        <div class="acts">
          {map && (
            <a class="btn" href={map}>
              <Icon name="nav" />
              {t('navigate')}
            </a>
          )}
          {phone && (
            <a class="btn" href={`tel:${phone}`}>
              <Icon name="phone" />
              <span class="cut">{t('callWho', { name: visit.person.name.split(' ')[0] ?? '' })}</span>
            </a>
          )}
        </div>
      )}
      {visit.accessNotes && (
        <div class="access">
          <Icon name="key" size={16} />
          <span>
            <b>{t('access')}</b> {visit.accessNotes}
          </span>
        </div>
      )}
    </section>
  );
}

function Report({ desk, view, visit }: VisitProps) {
  if (isEnded(visit.state)) {
    return visit.outcome ? (
      <section class="sect gap last">
        <h2>{t('report')}</h2>
        <p class="report">{visit.outcome.text || t('outcome.solved')}</p>
      </section>
    ) : null;
  }
  return (
    <section class="sect gap last">
      <h2>
        <label for="report">{t('report')}</label>
      </h2>
      <textarea
        id="report"
        class="in"
        rows={4}
        maxLength={10_000}
        placeholder={t('reportHint')}
        value={view.drafts[visit.id] ?? ''}
        onInput={(event) => desk.draft(visit.id, event.currentTarget.value)}
      />
    </section>
  );
}

function Foot({ desk, visit, zone }: VisitProps) {
  const step = (action: FieldAction): void =>
    void desk.change(visit.id, 'step', { action, ...(action === 'arrive' ? desk.here() : {}) });
  if (visit.gone) return null;
  if (isEnded(visit.state)) {
    return (
      <footer class="foot still">
        <StateMark state={visit.state} />
        {visit.leftAt && <span class="quiet">{t('leftAt', { time: clock(visit.leftAt, zone) })}</span>}
      </footer>
    );
  }
  if (visit.state === 'on_site' || visit.state === 'paused') {
    return (
      <footer class="foot">
        <Timer visit={visit} zone={zone} />
        {visit.state === 'paused' ? (
          <button type="button" class="btn primary" onClick={() => step('resume')}>
            <Icon name="arrow" />
            {t('resume')}
          </button>
        ) : (
          <a class="btn primary" href={`#/visit/${visit.id}/finish`}>
            <Icon name="pen" />
            {t(visit.wantsSignature ? 'finishSigned' : 'finish')}
          </a>
        )}
      </footer>
    );
  }
  return (
    <footer class="foot">
      {may(visit, 'start-travel') && (
        <button type="button" class="btn" onClick={() => step('start-travel')}>
          <Icon name="truck" />
          {t('startTravel')}
        </button>
      )}
      {may(visit, 'arrive') && (
        <button type="button" class="btn primary" onClick={() => step('arrive')}>
          <Icon name="pin" />
          {t('arrive')}
        </button>
      )}
    </footer>
  );
}

function Timer({ visit, zone }: { visit: Visit; zone: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(tick);
  }, []);
  const seconds = Math.floor(workedMs(visit, now) / 1_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return (
    <div class="timer" role="timer">
      <b>
        {Math.floor(seconds / 3_600)}:{two(Math.floor(seconds / 60) % 60)}:{two(seconds % 60)}
      </b>
      <span>
        {visit.pausedAt
          ? t('pausedSince', { time: clock(visit.pausedAt, zone) })
          : visit.arrivedAt && t('since', { time: clock(visit.arrivedAt, zone) })}
      </span>
    </div>
  );
}
