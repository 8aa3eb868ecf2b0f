import { Icon } from '../icons.js';
import type { Visit } from '../model/day.types.js';
import { clock, dateOf, t } from '../words.js';

/** What one ought to know before ringing the bell. */
export function PlaceFacts({ visit, zone }: { visit: Visit; zone: string }) {
  const hours = hoursOf(visit);
  if (!hours && !visit.request && visit.earlier.length === 0 && visit.equipment.length === 0) return null;
  return (
    <section class="sect gap slimmer">
      {visit.equipment.map((one) => (
        <div class="item" key={one.id ?? one.serial ?? one.name}>
          <span class="pic">
            <Icon name="router" />
          </span>
          <div class="grow">
            <div class="l">{one.name}</div>
            {(one.serial || one.place) && <div class="m">{[one.serial, one.place].filter(Boolean).join(' · ')}</div>}
          </div>
        </div>
      ))}
      {hours && (
        <div class="fact">
          <Icon name="clock" size={16} />
          <span>
            <b>{t('openHours')}</b> {hours}
          </span>
        </div>
      )}
      {visit.request && (
        <details>
          <summary>
            <Icon name="msg" size={16} />
            <span class="grow">{t('request')}</span>
            <Icon name="down" />
          </summary>
          <p class="words">{visit.request}</p>
        </details>
      )}
      {visit.earlier.length > 0 && (
        <details>
          <summary>
            <Icon name="undo" size={16} />
            <span class="grow">{t('earlierHere')}</span>
            <span class="quiet">{visit.earlier.length}</span>
            <Icon name="down" />
          </summary>
          {visit.earlier.map((one) => (
            <p class="words" key={one.id}>
              <b>
                {dateOf(one.at, zone)} {clock(one.at, zone)} · {t(`kind.${one.kind}`)}
              </b>
              <br />
              <span class="quiet">{[one.ref, ...one.technicians].join(' · ')}</span>
              {one.text && (
                <>
                  <br />
                  {one.text}
                </>
              )}
            </p>
          ))}
        </details>
      )}
    </section>
  );
}

/** Opening hours of the weekday of the visit, at the place’s own clock. */
function hoursOf(visit: Visit): string | null {
  if (!visit.openingHours || !visit.plannedFrom) return null;
  const day = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: visit.place?.timezone ?? 'UTC' });
  const spans = visit.openingHours[day.format(new Date(visit.plannedFrom)).toLowerCase()] ?? [];
  return spans.length > 0 ? spans.map(([from, to]) => `${from}–${to}`).join(', ') : t('closedToday');
}
