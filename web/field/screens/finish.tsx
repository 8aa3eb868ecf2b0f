import { useState } from 'preact/hooks';
import { PICTURE_BEFORE, type NewEntry } from '../device/local.store.js';
import { SignaturePaper } from '../device/signature-paper.js';
import { Icon } from '../icons.js';
import { isEnded } from '../model/pending.rules.js';
import { workedMs } from '../model/route.rules.js';
import { NetMark } from '../pieces.js';
import { clock, duration, t, type Word } from '../words.js';
import { titleOf } from './day.js';
import { CouldNotSheet } from './sheets.js';
import { SignaturePadBox } from './signature-pad.js';
import type { VisitProps } from './visit.js';

type Outcome = 'solved' | 'follow_up';

/** The end of a visit: what came of it, what the customer signs, the signature. */
export function FinishScreen(props: VisitProps) {
  const { desk, view, visit } = props;
  const [paper] = useState(() => new SignaturePaper());
  const [outcome, setOutcome] = useState<Outcome>('solved');
  const [name, setName] = useState(visit.signature?.name ?? visit.person.name);
  const [unsigned, setUnsigned] = useState(!visit.wantsSignature);
  const [leaveOpen, setLeaveOpen] = useState(false);
  const [problem, setProblem] = useState<Word | null>(null);
  const [couldNot, setCouldNot] = useState(false);
  const [busy, setBusy] = useState(false);
  const report = view.drafts[visit.id] ?? '';
  const open = visit.checklist.filter((item) => item.required && !item.doneAt).length;
  const ended = isEnded(visit.state) || visit.gone;

  const finish = async (): Promise<void> => {
    const picture = await paper.picture();
    const missing: Word | null = !report.trim()
      ? 'needReport'
      : unsigned
        ? null
        : !name.trim()
          ? 'needName'
          : !picture
            ? 'needSignature'
            : null;
    setProblem(missing);
    if (missing || (open > 0 && !leaveOpen)) return;
    setBusy(true);
    const visitId = visit.id;
    const entries: NewEntry[] = [];
    if (!unsigned && picture) {
      entries.push({ what: 'file', kind: 'signature', visitId, bytes: picture, mime: 'image/png' });
      entries.push({
        what: 'change',
        visitId,
        type: 'signature',
        data: { name: name.trim().slice(0, 200), fileClientId: PICTURE_BEFORE },
      });
    }
    entries.push({
      what: 'change',
      visitId,
      type: 'step',
      data: { action: 'complete', text: report.trim(), outcome, ...(leaveOpen && open > 0 && { leaveOpen }) },
    });
    await desk.add(entries);
    location.hash = '#/';
  };

  return (
    <main class="screen" aria-label={t('finish')}>
      <header class="bar back">
        <a class="ib" href={`#/visit/${visit.id}`} aria-label={t('backToVisit')}>
          <Icon name="left" size={24} />
        </a>
        <div class="grow">
          <h1>{t('finish')}</h1>
          <small class="cut">
            {visit.ref} · {titleOf(visit)}
          </small>
        </div>
        <NetMark view={view} />
      </header>
      <div class="scroll">
        <section class="sect">
          <h2>{t('outcome')}</h2>
          <div class="pickone" role="radiogroup" aria-label={t('outcome')}>
            <button type="button" role="radio" aria-checked={outcome === 'solved'} onClick={() => setOutcome('solved')}>
              <Icon name="okc" />
              {t('outcome.solved')}
            </button>
            <button
              type="button"
              role="radio"
              aria-checked={outcome === 'follow_up'}
              onClick={() => setOutcome('follow_up')}
            >
              <Icon name="undo" />
              {t('outcome.follow_up')}
            </button>
            <button type="button" role="radio" aria-checked={couldNot} onClick={() => setCouldNot(true)}>
              <Icon name="cannot" />
              {t('outcome.could_not')}
            </button>
          </div>
        </section>
        <section class="sect gap">
          <h2>
            <label for="report">{t('signs')}</label>
          </h2>
          <textarea
            id="report"
            class="in"
            rows={3}
            maxLength={10_000}
            placeholder={t('reportHint')}
            value={report}
            onInput={(event) => desk.draft(visit.id, event.currentTarget.value)}
          />
          <Recap {...props} />
          {open > 0 && (
            <label class="pick">
              <input type="checkbox" checked={leaveOpen} onChange={(e) => setLeaveOpen(e.currentTarget.checked)} />
              <span class="warn">
                {t('openItems', { n: open })}. {t('leaveOpen')}
              </span>
            </label>
          )}
        </section>
        <section class="sect gap last">
          <h2>{t('signature')}</h2>
          {!unsigned && (
            <>
              <label class="field">
                <span>{t('name')}</span>
                <input
                  class="in"
                  maxLength={200}
                  autocomplete="off"
                  value={name}
                  onInput={(event) => setName(event.currentTarget.value)}
                />
              </label>
              <SignaturePadBox paper={paper} />
              <p class="legal">{t('legal')}</p>
            </>
          )}
          <label class="pick">
            <input type="checkbox" checked={unsigned} onChange={(e) => setUnsigned(e.currentTarget.checked)} />
            <span>{t('noSignature')}</span>
          </label>
        </section>
      </div>
      <footer class="foot stack">
        {problem && (
          <p class="problem" role="alert">
            {t(problem)}
          </p>
        )}
        <button
          type="button"
          class="btn primary"
          disabled={ended || busy || (open > 0 && !leaveOpen)}
          onClick={() => void finish()}
        >
          <Icon name="check" />
          {t('finish')}
        </button>
        <div class="saved">
          <Icon name="lock" size={14} />
          {t('saved')}
        </div>
      </footer>
      {couldNot && <CouldNotSheet {...props} close={() => setCouldNot(false)} />}
    </main>
  );
}

function Recap({ view, visit, zone }: VisitProps) {
  const [now] = useState(() => Date.now());
  const done = visit.checklist.filter((item) => item.doneAt).length;
  const photos =
    visit.files.filter((file) => file.kind === 'photo').length +
    view.entries.filter((e) => e.what === 'file' && e.kind === 'photo' && e.visitId === visit.id && !e.answer).length;
  return (
    <dl class="recap">
      {visit.arrivedAt && (
        <>
          <dt>{t('onSite')}</dt>
          <dd>
            {clock(visit.arrivedAt, zone)}–{clock(visit.leftAt ?? now, zone)}, {duration(workedMs(visit, now) / 60_000)}
          </dd>
        </>
      )}
      {visit.checklist.length > 0 && (
        <>
          <dt>{t('checklist')}</dt>
          <dd>
            {done === visit.checklist.length && (
              <span class="ok">
                <Icon name="check" size={16} />
              </span>
            )}
            {t('of', { done, all: visit.checklist.length })}
          </dd>
        </>
      )}
      {visit.parts.length > 0 && (
        <>
          <dt>{t('parts')}</dt>
          <dd>{visit.parts.map((part) => `${part.quantity} ${part.name}`).join(', ')}</dd>
        </>
      )}
      <dt>{t('photos')}</dt>
      <dd>{photos}</dd>
    </dl>
  );
}
