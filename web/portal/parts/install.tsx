import { Button } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

/** What Chromium offers a page that can be installed; others have no such event. */
interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

let offered: InstallPrompt | null = null;
const listeners = new Set<() => void>();
const tell = (next: InstallPrompt | null): void => {
  offered = next;
  for (const listener of listeners) listener();
};

/** The offer comes when it likes, perhaps long before anybody opens the page that shows it. */
export function listenForInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    tell(event as InstallPrompt);
  });
  addEventListener('appinstalled', () => tell(null));
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

const isInstalled = (): boolean => matchMedia('(display-mode: standalone)').matches;
/** Safari on a phone installs pages, but only by its own menu. */
const isSafariPhone = (): boolean => 'standalone' in navigator;

/** Nothing where the browser cannot do it, or where it was done. */
export function InstallOffer() {
  const { t } = useTranslation();
  const prompt = useSyncExternalStore(subscribe, () => offered);
  if (isInstalled() || !(prompt ?? isSafariPhone())) return null;
  return (
    <section className="card pad" style={{ marginTop: 16 }}>
      <h2>{t('install.title')}</h2>
      <p className="mid">{prompt ? t('install.text') : t('install.ios')}</p>
      {prompt && (
        <div className="acts">
          <Button
            leftSection={<IconDeviceMobile size={16} stroke={1.6} aria-hidden />}
            onClick={() => void prompt.prompt().then(() => tell(null))}
          >
            {t('install.button')}
          </Button>
        </div>
      )}
    </section>
  );
}
