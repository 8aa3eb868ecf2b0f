import { useState } from 'preact/hooks';
import { canScan, codeIn } from '../device/photo.js';
import { Icon, type IconName } from '../icons.js';
import type { FieldAction } from '../model/day.types.js';
import type { UnitMove } from '../model/outbox.rules.js';
import { isEnded, may } from '../model/pending.rules.js';
import { Sheet } from '../pieces.js';
import { clock, t } from '../words.js';
import type { SheetName, VisitProps } from './visit.js';

type SheetProps = VisitProps & { close: () => void };

export function MoreSheet({ desk, visit, close, open }: SheetProps & { open: (sheet: SheetName) => void }) {
  const still = visit.gone || isEnded(visit.state);
  const row = (icon: IconName, words: string, act: () => void, bad = false) => (
    <button type="button" class={`row ${bad ? 'bad' : ''}`} onClick={act}>
      <Icon name={icon} />
      {words}
    </button>
  );
  const step = (action: FieldAction) => () => {
    void desk.change(visit.id, 'step', { action });
    close();
  };
  return (
    <Sheet title={visit.ref} close={close}>
      {may(visit, 'pause') && row('pause', t('pause'), step('pause'))}
      {may(visit, 'resume') && row('arrow', t('resume'), step('resume'))}
      {!still && row('router', t('addEquipment'), () => open('equipment'))}
      {!still && row('clock', t('addTime'), () => open('time'))}
      {!still && row('msg', t('addNote'), () => open('note'))}
      {may(visit, 'could-not') && row('cannot', t('couldNot'), () => open('could-not'), true)}
      {still && <p class="quiet">{t(`state.${visit.state}`)}</p>}
    </Sheet>
  );
}

/** By the phone’s own reader of codes, on a picture that is taken for it and not kept. */
function Scan({ found }: { found: (code: string) => void }) {
  const [failed, fail] = useState(false);
  if (!canScan()) return null;
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const code = await codeIn(file).catch(() => null);
    fail(code === null);
    if (code !== null) found(code);
  };
  return (
    <>
      <label class="btn">
        <Icon name="scan" />
        {t('scan')}
        <input
          class="unseen"
          type="file"
          accept="image/*"
          capture="environment"
          aria-label={t('scan')}
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
      </label>
      {failed && (
        <p class="problem" role="alert">
          {t('scanFailed')}
        </p>
      )}
    </>
  );
}

export function PartSheet({ desk, view, visit, close }: SheetProps) {
  const [name, setName] = useState('');
  const [quantity, setQuantity] = useState('1');
  const [serial, setSerial] = useState('');
  const used = [...new Set((view.day?.visits ?? []).flatMap((one) => one.parts.map((part) => part.name)))];
  const amount = Number(quantity.replace(',', '.'));
  const fine = name.trim() !== '' && amount > 0 && amount <= 1_000_000;
  const add = (event: Event): void => {
    event.preventDefault();
    if (!fine) return;
    const data = { name: name.trim(), quantity: amount, ...(serial.trim() && { serial: serial.trim() }) };
    void desk.change(visit.id, 'part', data);
    close();
  };
  return (
    <Sheet title={t('addPart')} close={close}>
      <form onSubmit={add}>
        {used.length > 0 && (
          <div class="chips" role="group" aria-label={t('onePart')}>
            {used.slice(0, 8).map((one) => (
              <button type="button" class="chip" key={one} onClick={() => setName(one)}>
                {one}
              </button>
            ))}
          </div>
        )}
        <div class="two">
          <label class="field">
            <span>{t('partName')}</span>
            <input class="in" required maxLength={200} value={name} onInput={(e) => setName(e.currentTarget.value)} />
          </label>
          <label class="field">
            <span>{t('quantity')}</span>
            <input
              class="in"
              required
              inputMode="decimal"
              value={quantity}
              onInput={(e) => setQuantity(e.currentTarget.value)}
            />
          </label>
        </div>
        <label class="field">
          <span>{t('serial')}</span>
          <input class="in" maxLength={100} value={serial} onInput={(e) => setSerial(e.currentTarget.value)} />
        </label>
        <div class="do">
          <Scan found={(code) => setSerial(code.slice(0, 100))} />
          <button type="submit" class="btn primary" disabled={!fine}>
            {t('save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

const MOVES: readonly UnitMove[] = ['install', 'swap', 'return'];

/** A unit is told by its tag, its serial number or its code; what is none of ours is only named. */
export function EquipmentSheet({ desk, visit, close }: SheetProps) {
  const [what, setWhat] = useState<UnitMove | 'name'>('install');
  const [unit, setUnit] = useState('');
  const [other, setOther] = useState('');
  const [name, setName] = useState('');
  const [broken, setBroken] = useState(true);
  const fine = what === 'name' ? name.trim() !== '' : unit.trim() !== '' && (what !== 'swap' || other.trim() !== '');
  const add = (event: Event): void => {
    event.preventDefault();
    if (!fine) return;
    if (what === 'name') {
      void desk.change(visit.id, 'equipment', { name: name.trim(), ...(unit.trim() && { serial: unit.trim() }) });
    } else {
      void desk.change(visit.id, 'unit', {
        move: what,
        unit: unit.trim(),
        ...(what === 'swap' && { other: other.trim() }),
        ...(what !== 'install' && { broken }),
      });
    }
    close();
  };
  return (
    <Sheet title={t('addEquipment')} close={close}>
      <form onSubmit={add}>
        <div class="chips" role="group" aria-label={t('whatWithUnit')}>
          {[...MOVES, 'name' as const].map((one) => (
            <button type="button" class="chip" key={one} aria-pressed={what === one} onClick={() => setWhat(one)}>
              {t(`unit.${one}`)}
            </button>
          ))}
        </div>
        {what === 'name' && (
          <label class="field">
            <span>{t('equipmentName')}</span>
            <input class="in" required maxLength={200} value={name} onInput={(e) => setName(e.currentTarget.value)} />
          </label>
        )}
        <UnitField
          label={t(what === 'name' ? 'serial' : what === 'swap' ? 'unitOut' : 'unitTag')}
          value={unit}
          most={what === 'name' ? 100 : 300}
          change={setUnit}
        />
        {what === 'swap' && <UnitField label={t('unitIn')} value={other} most={300} change={setOther} />}
        {(what === 'swap' || what === 'return') && (
          <label class="ticked">
            <input type="checkbox" checked={broken} onChange={(e) => setBroken(e.currentTarget.checked)} />
            {t('unitBroken')}
          </label>
        )}
        {what !== 'name' && what !== 'install' && <p class="quiet">{t('toYourVan')}</p>}
        <div class="do">
          <button type="submit" class="btn primary" disabled={!fine}>
            {t('save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

function UnitField({
  label,
  value,
  most,
  change,
}: {
  label: string;
  value: string;
  most: number;
  change: (value: string) => void;
}) {
  return (
    <div class="scanned">
      <label class="field">
        <span>{label}</span>
        <input
          class="in"
          maxLength={most}
          autoCapitalize="characters"
          autoComplete="off"
          value={value}
          onInput={(e) => change(e.currentTarget.value)}
        />
      </label>
      <Scan found={(code) => change(code.slice(0, most))} />
    </div>
  );
}

const TIME_KINDS = ['travel', 'wait', 'work'] as const;

export function TimeSheet({ desk, visit, zone, close }: SheetProps) {
  const [kind, setKind] = useState<(typeof TIME_KINDS)[number]>('travel');
  const [from, setFrom] = useState(() => clock(Date.now() - 1_800_000, zone));
  const [to, setTo] = useState(() => clock(Date.now(), zone));
  const add = (event: Event): void => {
    event.preventDefault();
    const [begin, end] = [instantOf(from, zone), instantOf(to, zone)];
    if (!begin || !end || end <= begin) return;
    void desk.change(visit.id, 'time', { kind, from: begin.toISOString(), to: end.toISOString() });
    close();
  };
  const fine = from < to;
  return (
    <Sheet title={t('addTime')} close={close}>
      <form onSubmit={add}>
        <div class="pickone" role="radiogroup" aria-label={t('addTime')}>
          {TIME_KINDS.map((one) => (
            <button type="button" role="radio" aria-checked={kind === one} key={one} onClick={() => setKind(one)}>
              {t(`timeKind.${one}`)}
            </button>
          ))}
        </div>
        <div class="two even">
          <label class="field">
            <span>{t('from')}</span>
            <input class="in" type="time" required value={from} onInput={(e) => setFrom(e.currentTarget.value)} />
          </label>
          <label class="field">
            <span>{t('until')}</span>
            <input class="in" type="time" required value={to} onInput={(e) => setTo(e.currentTarget.value)} />
          </label>
        </div>
        {!fine && (
          <p class="problem" role="alert">
            {t('timeWrong')}
          </p>
        )}
        <div class="do">
          <button type="submit" class="btn primary" disabled={!fine}>
            {t('save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

/** A time of today in the technician’s zone, found by how far that zone’s clock stands from what was asked for. */
function instantOf(time: string, zone: string): Date | null {
  const [hour, minute] = time.split(':').map(Number);
  if (hour === undefined || minute === undefined) return null;
  const now = Date.now();
  const [nowHour, nowMinute] = clock(now, zone).split(':').map(Number) as [number, number];
  return new Date(Math.floor(now / 60_000) * 60_000 + ((hour - nowHour) * 60 + minute - nowMinute) * 60_000);
}

export function NoteSheet({ desk, visit, close }: SheetProps) {
  const [text, setText] = useState('');
  const add = (event: Event): void => {
    event.preventDefault();
    if (!text.trim()) return;
    void desk.change(visit.id, 'note', { text: text.trim() });
    close();
  };
  return (
    <Sheet title={t('addNote')} close={close}>
      <form onSubmit={add}>
        <label class="field">
          <span>{t('note')}</span>
          <textarea
            class="in"
            rows={4}
            maxLength={10_000}
            value={text}
            onInput={(e) => setText(e.currentTarget.value)}
          />
        </label>
        <p class="quiet hint">{t('noteHint')}</p>
        <div class="do">
          <button type="submit" class="btn primary" disabled={!text.trim()}>
            {t('save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

const REASONS = ['nobody', 'access', 'part', 'unsafe', 'other'] as const;

export function CouldNotSheet({ desk, visit, close }: SheetProps) {
  const [why, setWhy] = useState<(typeof REASONS)[number] | null>(null);
  const [text, setText] = useState('');
  const fine = why !== null && (why !== 'other' || text.trim() !== '');
  const tell = (event: Event): void => {
    event.preventDefault();
    if (!fine || !why) return;
    const words = [why === 'other' ? '' : t(`reason.${why}`), text.trim()].filter(Boolean).join(': ');
    void desk.change(visit.id, 'step', {
      action: 'could-not',
      reason: words.slice(0, 2_000),
      outcome: `could_not_${why}`,
    });
    close();
    location.hash = '#/';
  };
  return (
    <Sheet title={t('couldNot')} close={close}>
      <form onSubmit={tell}>
        <p class="quiet">{t('couldNotHint')}</p>
        <div class="pickone two-wide" role="radiogroup" aria-label={t('reason')}>
          {REASONS.map((one) => (
            <button type="button" role="radio" aria-checked={why === one} key={one} onClick={() => setWhy(one)}>
              {t(`reason.${one}`)}
            </button>
          ))}
        </div>
        <label class="field">
          <span>{t('reasonText')}</span>
          <textarea
            class="in"
            rows={3}
            maxLength={1_900}
            value={text}
            onInput={(e) => setText(e.currentTarget.value)}
          />
        </label>
        <div class="do">
          <button type="submit" class="btn primary" disabled={!fine}>
            {t('couldNot')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
