import { Icon } from '../icons.js';
import { isEnded } from '../model/pending.rules.js';
import { clock, t } from '../words.js';
import type { SheetName, VisitProps } from './visit.js';

export function UsedParts({ desk, visit, view, zone, open }: VisitProps & { open: (sheet: SheetName) => void }) {
  const still = visit.gone || isEnded(visit.state);
  const waiting = new Set(view.entries.map((entry) => entry.clientId));
  return (
    <>
      <section class="sect gap">
        <h2>
          <span>{t('parts')}</span>
          {!still && (
            <button type="button" class="add" aria-haspopup="dialog" onClick={() => open('part')}>
              <Icon name="plus" size={16} />
              {t('addPart')}
            </button>
          )}
        </h2>
        {visit.parts.map((part) => {
          const waits = part.clientId !== undefined && waiting.has(part.clientId);
          return (
            <div class="item spaced" key={part.id || part.clientId}>
              <span class="pic">
                <Icon name="part" />
              </span>
              <div class="grow">
                <div class="l">{part.name}</div>
                {(part.serial || waits) && (
                  <div class="m">{[part.serial, waits && t('waitingMark')].filter(Boolean).join(' · ')}</div>
                )}
              </div>
              <b>{part.quantity}</b>
              {part.clientId && !still && (
                <button
                  type="button"
                  class="ib edge"
                  aria-label={t('removePart', { name: part.name })}
                  onClick={() => void desk.change(visit.id, 'part-removed', { partClientId: part.clientId })}
                >
                  <Icon name="cross" size={16} />
                </button>
              )}
            </div>
          );
        })}
      </section>
      {visit.times.length > 0 && (
        <section class="sect gap">
          <h2>{t('times')}</h2>
          {visit.times.map((time) => (
            <div class="item" key={time.id}>
              <div class="grow l">{t(`timeKind.${time.kind}`)}</div>
              <span class="quiet">
                {clock(time.from, zone)}–{clock(time.to, zone)}
              </span>
            </div>
          ))}
        </section>
      )}
    </>
  );
}
