import { useEffect, useState } from 'preact/hooks';
import { DeskContext } from './desk-context.js';
import type { FieldDesk, View } from './device/desk.js';
import { Blank, NetStatus } from './pieces.js';
import { DayScreen } from './screens/day.js';
import { FinishScreen } from './screens/finish.js';
import { MeScreen } from './screens/me.js';
import { VisitScreen } from './screens/visit.js';
import { WaitingScreen } from './screens/waiting.js';
import { t } from './words.js';

function useView(desk: FieldDesk): View {
  const [view, setView] = useState(desk.view);
  useEffect(() => {
    setView(desk.view);
    return desk.listen(() => setView(desk.view));
  }, [desk]);
  return view;
}

/** The address after the hash: the page never leaves the phone for it. */
function usePlace(): string[] {
  const read = (): string[] => location.hash.replace(/^#\/?/, '').split('/').filter(Boolean);
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const follow = (): void => {
      setPlace(read());
      document.querySelector('.scroll')?.scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    // It may have changed since the first reading, before anybody listened.
    setPlace(read());
    return () => removeEventListener('hashchange', follow);
  }, []);
  return place;
}

export function App({ desk }: { desk: FieldDesk }) {
  const view = useView(desk);
  const [room, id, step] = usePlace();
  // After a change of language every text is made anew.
  const [, again] = useState(0);
  return (
    <DeskContext.Provider value={desk}>
      <NetStatus view={view} />
      <Room desk={desk} view={view} room={room} id={id} step={step} spoken={() => again((n) => n + 1)} />
    </DeskContext.Provider>
  );
}

function Room({
  desk,
  view,
  room,
  id,
  step,
  spoken,
}: {
  desk: FieldDesk;
  view: View;
  room: string | undefined;
  id: string | undefined;
  step: string | undefined;
  spoken: () => void;
}) {
  if (view.phase === 'opening') return <main class="screen" aria-label={t('opening')} aria-busy="true" />;
  if (view.phase === 'not-a-technician') {
    return (
      <main class="screen">
        <Blank icon="person" title={t('notTechnician')} hint={t('notTechnicianHint')}>
          <a class="btn" href="/">
            {t('toConsole')}
          </a>
        </Blank>
      </main>
    );
  }
  if (!view.day) {
    return (
      <main class="screen">
        <Blank icon="offline" title={t('noDay')} hint={t('noDayHint')}>
          <button type="button" class="btn primary" onClick={() => desk.sync()}>
            {t('tryAgain')}
          </button>
        </Blank>
      </main>
    );
  }
  const visit = room === 'visit' && id ? view.day.visits.find((one) => one.id === id) : undefined;
  const zone = view.day.technician.timezone;
  if (visit && step === 'finish')
    return <FinishScreen key={visit.id} desk={desk} view={view} visit={visit} zone={zone} />;
  if (visit) return <VisitScreen key={visit.id} desk={desk} view={view} visit={visit} zone={zone} />;
  if (room === 'waiting') return <WaitingScreen desk={desk} view={view} zone={zone} />;
  if (room === 'me') return <MeScreen desk={desk} view={view} day={view.day} spoken={spoken} />;
  return <DayScreen view={view} day={view.day} />;
}
