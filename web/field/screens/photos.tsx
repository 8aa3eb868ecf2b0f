import { useEffect, useState } from 'preact/hooks';
import { smaller } from '../device/photo.js';
import { Icon } from '../icons.js';
import { isEnded } from '../model/pending.rules.js';
import type { WaitingFile } from '../model/outbox.rules.js';
import { clock, t } from '../words.js';
import type { VisitProps } from './visit.js';

/** What was sent comes from the server or the phone’s copy of it; what waits comes from the outbox. */
export function Photos({ desk, visit, view, zone }: VisitProps) {
  const [failed, fail] = useState(false);
  const [busy, setBusy] = useState(0);
  const sent = visit.files.filter((file) => file.kind === 'photo');
  const waiting = view.entries.filter(
    (entry): entry is WaitingFile =>
      entry.what === 'file' && entry.kind === 'photo' && entry.visitId === visit.id && !entry.answer,
  );
  const take = async (files: File[]): Promise<void> => {
    fail(false);
    for (const file of files) {
      setBusy((n) => n + 1);
      try {
        const picture = await smaller(file);
        await desk.add([{ what: 'file', kind: 'photo', visitId: visit.id, ...picture }]);
      } catch {
        fail(true);
      } finally {
        setBusy((n) => n - 1);
      }
    }
  };
  const all = sent.length + waiting.length;
  return (
    <section class="sect gap">
      <h2>
        <span>{t('photos')}</span>
        <span class="quiet">{all === 0 ? t('noPhotos') : t('nTaken', { n: all })}</span>
      </h2>
      {failed && (
        <p class="problem" role="alert">
          {t('photoFailed')}
        </p>
      )}
      <div class="shots">
        {sent.map((file) => (
          <div class="shot" key={file.id}>
            <img src={file.url} alt={file.caption ?? t('photoOf', { time: clock(file.at, zone) })} loading="lazy" />
          </div>
        ))}
        {waiting.map((entry) => (
          <Waiting key={entry.clientId} entry={entry} zone={zone} />
        ))}
        {!visit.gone && !isEnded(visit.state) && (
          <label class="shot add" aria-busy={busy > 0}>
            <Icon name="camera" />
            {t('addPhoto')}
            <input
              class="unseen"
              type="file"
              accept="image/*"
              capture="environment"
              multiple
              aria-label={t('addPhoto')}
              onChange={(event) => {
                const input = event.currentTarget;
                void take([...(input.files ?? [])]);
                input.value = '';
              }}
            />
          </label>
        )}
      </div>
    </section>
  );
}

function Waiting({ entry, zone }: { entry: WaitingFile; zone: string }) {
  // The outbox is read anew at every change: the address is of the picture, not of the reading.
  const [address] = useState(() => URL.createObjectURL(new Blob([entry.bytes], { type: entry.mime })));
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <div class="shot">
      <img src={address} alt={t('photoOf', { time: clock(entry.at, zone) })} />
      <span class="wait" role="img" aria-label={t('photoWaits')}>
        <Icon name="clock" size={14} />
      </span>
    </div>
  );
}
