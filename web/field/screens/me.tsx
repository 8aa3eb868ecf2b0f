import { useEffect, useState } from 'preact/hooks';
import type { FieldDesk, View } from '../device/desk.js';
import { server, type SwitchLog } from '../device/server.js';
import type { Day } from '../model/day.types.js';
import { Sheet, Tabs } from '../pieces.js';
import { clock, dateOf, language, speak, t } from '../words.js';
import { Following } from './following.js';

const KEPT_HOURS = 48;

export function MeScreen({ desk, view, day, spoken }: { desk: FieldDesk; view: View; day: Day; spoken: () => void }) {
  const [log, setLog] = useState<SwitchLog | null>(null);
  const [leaving, setLeaving] = useState(false);
  const zone = day.technician.timezone;
  const open = view.count.waiting + view.count.conflicts;
  useEffect(() => {
    if (view.link === 'online') server.sharing().then(setLog, () => undefined);
  }, [view.link, view.sharing]);
  const choose = (chosen: 'en' | 'pt-BR'): void => {
    speak(chosen);
    spoken();
  };
  return (
    <main class="screen" aria-label={t('me')}>
      <header class="bar">
        <h1 class="grow cut">{day.technician.name}</h1>
      </header>
      <Following view={view} />
      <div class="scroll">
        <section class="sect">
          <button
            type="button"
            class="switch"
            role="switch"
            aria-checked={view.sharing}
            onClick={() => void desk.share(!view.sharing)}
          >
            <span class="grow">{t('location')}</span>
            <span class="knob" aria-hidden="true" />
          </button>
          <p class="quiet hint">{t('locationHint', { n: log?.keptHours ?? KEPT_HOURS })}</p>
          {view.positionDenied && (
            <p class="problem" role="alert">
              {t('locationDenied')}
            </p>
          )}
          {log && log.log.length > 0 && (
            <details>
              <summary>
                <span class="grow">{t('locationLog')}</span>
              </summary>
              <ul>
                {log.log.slice(0, 20).map((one) => (
                  <li class="item" key={one.at}>
                    <span class="grow">{t(one.on ? 'on' : 'off')}</span>
                    <span class="quiet">
                      {dateOf(one.at, zone)} {clock(one.at, zone)}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </section>
        <section class="sect gap">
          <h2>{t('language')}</h2>
          <div class="pickone two-wide" role="radiogroup" aria-label={t('language')}>
            <button type="button" role="radio" aria-checked={language() === 'en'} onClick={() => choose('en')}>
              English
            </button>
            <button type="button" role="radio" aria-checked={language() === 'pt-BR'} onClick={() => choose('pt-BR')}>
              Português
            </button>
          </div>
        </section>
        <section class="sect gap">
          {!matchMedia('(display-mode: standalone)').matches && <p class="quiet hint">{t('install')}</p>}
          <button
            type="button"
            class="btn wide"
            disabled={view.link === 'offline'}
            onClick={() => (open > 0 ? setLeaving(true) : void desk.signOut())}
          >
            {t('signOut')}
          </button>
          <p class="quiet hint">{t(view.link === 'offline' ? 'signOutOffline' : 'signOutHint')}</p>
        </section>
      </div>
      <Tabs at="me" view={view} />
      {leaving && (
        <Sheet title={t('signOut')} close={() => setLeaving(false)}>
          <p>{t('signOutWaiting', { n: open })}</p>
          <div class="do">
            <button type="button" class="btn" onClick={() => setLeaving(false)}>
              {t('cancel')}
            </button>
            <button type="button" class="btn danger" onClick={() => void desk.signOut()}>
              {t('signOutAnyway')}
            </button>
          </div>
        </Sheet>
      )}
    </main>
  );
}
