import { useState } from 'preact/hooks';
import { Icon } from '../icons.js';
import type { ChecklistItem } from '../model/day.types.js';
import { isEnded } from '../model/pending.rules.js';
import { Meter } from '../pieces.js';
import { clock, t } from '../words.js';
import type { VisitProps } from './visit.js';

/** All but the last of what is done is folded, so that the next step is near the thumb. */
export function Checklist({ desk, visit, view, zone }: VisitProps) {
  const [unfolded, unfold] = useState(false);
  const { checklist } = visit;
  if (checklist.length === 0) return null;
  const done = checklist.filter((item) => item.doneAt).length;
  const lead = checklist.findIndex((item) => !item.doneAt);
  const folded = unfolded || lead < 3 ? 0 : lead - 1;
  const pending = new Set(
    view.entries.flatMap((entry) => (entry.what === 'change' && entry.visitId === visit.id ? [entry.data.itemId] : [])),
  );
  const toggle = (item: ChecklistItem): void =>
    void desk.change(visit.id, 'checklist', {
      itemId: item.id,
      done: !item.doneAt,
      itemVersion: item.version ?? 0,
    });
  const still = visit.gone || isEnded(visit.state);
  return (
    <section class="sect gap flush">
      <h2>
        <span>{t('checklist')}</span>
        <span class="quiet">{t('of', { done, all: checklist.length })}</span>
        <Meter done={done} all={checklist.length} />
      </h2>
      <div class="steps">
        {folded > 0 && (
          <button type="button" class="step quiet" aria-expanded="false" onClick={() => unfold(true)}>
            <span class="box2 soft">
              <Icon name="check" size={16} />
            </span>
            <span class="grow">{t('earlierSteps', { n: folded })}</span>
            <Icon name="down" />
          </button>
        )}
        {checklist.slice(folded).map((item) => (
          <button
            type="button"
            key={item.id}
            class={`step ${item.doneAt ? 'on' : ''}`}
            role="checkbox"
            aria-checked={Boolean(item.doneAt)}
            disabled={still}
            onClick={() => toggle(item)}
          >
            <span class="box2">{item.doneAt && <Icon name="check" size={16} />}</span>
            <span class="grow">
              {item.text}
              {item.required && !item.doneAt && <small class="quiet"> · {t('required')}</small>}
            </span>
            {pending.has(item.id) && (
              <span class="wait" role="img" aria-label={t('waitingMark')}>
                <Icon name="clock" size={14} />
              </span>
            )}
            {item.doneAt && <span class="quiet when">{clock(item.doneAt, zone)}</span>}
          </button>
        ))}
      </div>
    </section>
  );
}
