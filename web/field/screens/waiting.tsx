import type { FieldDesk, View } from '../device/desk.js';
import { Icon } from '../icons.js';
import type { ChecklistItem, Visit } from '../model/day.types.js';
import { choiceOf } from '../model/conflict.rules.js';
import { inOrder, isOpen, type Entry } from '../model/outbox.rules.js';
import { Blank, Tabs } from '../pieces.js';
import { clock, t, tOf, type Word } from '../words.js';
import { titleOf } from './day.js';

/** What has not arrived yet, in order, and what the desk said no to. */
export function WaitingScreen({ desk, view, zone }: { desk: FieldDesk; view: View; zone: string }) {
  const entries = inOrder(view.entries);
  const conflicts = entries.filter((entry) => !isOpen(entry));
  const waiting = entries.filter(isOpen);
  return (
    <main class="screen" aria-label={t('waiting')}>
      <header class="bar">
        <h1 class="grow">{t('waiting')}</h1>
        {view.link === 'offline' && (
          <span class="net slim">
            <Icon name="offline" size={16} />
            {t('offline')}
          </span>
        )}
      </header>
      <div class="scroll">
        {entries.length === 0 && <Blank icon="okc" title={t('allSent')} hint={t('allSentHint')} />}
        {conflicts.length > 0 && (
          <section class="sect">
            <h2>{t('conflictsTitle')}</h2>
            {conflicts.map((entry) => (
              <Conflict key={entry.clientId} desk={desk} entry={entry} zone={zone} />
            ))}
          </section>
        )}
        {waiting.length > 0 && (
          <section class={`sect ${conflicts.length > 0 ? 'gap' : ''}`}>
            <h2>{t('waitingTitle')}</h2>
            <ol>
              {waiting.map((entry) => (
                <li class="item" key={entry.clientId}>
                  <span class="wait">
                    <Icon name="clock" size={14} />
                  </span>
                  <div class="grow">
                    <div class="l">{wordsOf(entry, desk.visit(entry.visitId))}</div>
                    <div class="m">{visitName(desk.visit(entry.visitId))}</div>
                  </div>
                  <span class="quiet">{clock(entry.at, zone)}</span>
                </li>
              ))}
            </ol>
            <div class="do">
              <button type="button" class="btn" onClick={() => desk.sync()}>
                <Icon name="arrow" />
                {t('sendNow')}
              </button>
            </div>
          </section>
        )}
      </div>
      <Tabs at="waiting" view={view} />
    </main>
  );
}

function Conflict({ desk, entry, zone }: { desk: FieldDesk; entry: Entry; zone: string }) {
  const visit = desk.theirs(entry.visitId);
  const { mine } = choiceOf(entry, visit);
  return (
    <article class="conflict">
      <h3>{visitName(visit)}</h3>
      <p>{tOf(`conflict.${entry.answer?.code}`, 'conflict.other')}</p>
      <dl class="both">
        <dt>{t('onPhone')}</dt>
        <dd>
          {wordsOf(entry, visit)} <span class="quiet">{clock(entry.at, zone)}</span>
        </dd>
        <dt>{t('atDesk')}</dt>
        <dd>{theirs(entry, visit, zone)}</dd>
      </dl>
      <div class="do">
        <button type="button" class="btn" onClick={() => void desk.keepTheirs(entry)}>
          {t(mine ? 'keepTheirs' : 'dropMine')}
        </button>
        {mine && (
          <button type="button" class="btn primary" onClick={() => void desk.keepMine(entry)}>
            {t('keepMine')}
          </button>
        )}
      </div>
    </article>
  );
}

const visitName = (visit: Visit | undefined): string => (visit ? `${visit.ref} · ${titleOf(visit)}` : t('gone'));

const STEPS: Readonly<Record<string, Word>> = {
  'start-travel': 'startTravel',
  arrive: 'arrive',
  pause: 'pause',
  resume: 'resume',
  complete: 'finish',
  'could-not': 'couldNot',
};

function wordsOf(entry: Entry, visit: Visit | undefined): string {
  if (entry.what === 'file') return t(entry.kind === 'photo' ? 'change.photo' : 'change.signature');
  const { data } = entry;
  switch (entry.type) {
    case 'step':
      return [t(STEPS[data.action ?? ''] ?? 'change.step'), data.reason ?? data.text].filter(Boolean).join(': ');
    case 'checklist': {
      const item = visit?.checklist.find((one) => one.id === data.itemId)?.text ?? t('change.checklist');
      return `${item}: ${t(data.done ? 'ticked' : 'unticked')}`;
    }
    case 'part':
      return `${t('change.part')}: ${data.quantity ?? 1} ${data.name ?? ''}`;
    case 'unit':
      return `${t(`unit.${data.move ?? 'install'}`)}: ${[data.unit, data.other].filter(Boolean).join(' → ')}`;
    case 'time':
      return `${t('change.time')}: ${t(`timeKind.${data.kind ?? 'work'}`)}`;
    default:
      return [t(`change.${entry.type}`), data.name ?? data.text].filter(Boolean).join(': ');
  }
}

/** What stands at the desk, as far as the answer or the day tells it. */
function theirs(entry: Entry, visit: Visit | undefined, zone: string): string {
  const current = entry.answer?.current;
  if (entry.what === 'change' && entry.type === 'unit') return typeof current?.tag === 'string' ? current.tag : '–';
  const item = current?.item as ChecklistItem | undefined;
  if (item) {
    const what = t(item.doneAt ? 'ticked' : 'unticked');
    return item.byName
      ? t('tickedBy', { what, name: item.byName, time: item.doneAt ? clock(item.doneAt, zone) : '' }).trim()
      : what;
  }
  const open = current?.open as { text: string }[] | undefined;
  if (open) return open.map((one) => one.text).join(', ');
  const state = typeof current?.state === 'string' ? current.state : visit?.state;
  return state ? tOf(`state.${state}`, 'conflict.other') : (entry.answer?.detail ?? '');
}
