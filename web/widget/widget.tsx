import { useEffect, useRef, useState } from 'preact/hooks';
import { pageIsDark } from './browser.js';
import { accentFor } from './colour.js';
import type { WidgetController } from './controller.js';
import { Icon } from './icons.js';
import { Panel } from './panel.js';
import { wordsFor } from './words.js';

export function Widget({ controller }: { controller: WidgetController }) {
  const [view, setView] = useState(controller.state);
  const launcher = useRef<HTMLButtonElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const theme = useTheme(controller.settings.theme);
  const words = wordsFor(controller.settings.language);
  const { position, color } = controller.settings;
  useEffect(() => controller.subscribe(setView), [controller]);
  useEffect(() => {
    const { accent, hover, soft, onAccent } = accentFor(color, theme);
    // Through the CSSOM: a style attribute would need the page's CSP to allow it.
    for (const [name, value] of [
      ['accent', accent],
      ['accent-hover', hover],
      ['accent-soft', soft],
      ['on-accent', onAccent],
    ] as const) {
      root.current?.style.setProperty(`--${name}`, value);
    }
  }, [color, theme]);
  const unread = view.open ? 0 : (view.chat?.unread ?? 0);
  const close = (): void => {
    controller.close();
    launcher.current?.focus();
  };
  return (
    <div ref={root} class={`fd ${position} ${theme} ${view.open ? 'open' : ''}`} lang={controller.settings.language}>
      {view.open && view.chat && controller.chat && (
        <Panel client={controller.chat} chat={view.chat} settings={controller.settings} words={words} close={close} />
      )}
      <button
        ref={launcher}
        class="launch"
        data-testid="widget-launcher"
        aria-label={view.open ? words.minimise : unread > 0 ? `${words.open}, ${words.unread(unread)}` : words.open}
        aria-expanded={view.open}
        onClick={() => (view.open ? close() : controller.open())}
      >
        <Icon name={view.open ? 'down' : 'chat'} size={24} />
        {unread > 0 && (
          <span class="badge" data-testid="widget-unread" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </button>
      <div class="vh" role="status">
        {unread > 0 ? words.unread(unread) : ''}
      </div>
    </div>
  );
}

/** `auto` follows the page around us, also when it switches. */
function useTheme(wanted: 'auto' | 'light' | 'dark'): 'light' | 'dark' {
  const [page, setPage] = useState(themeOfPage);
  useEffect(() => {
    if (wanted !== 'auto') return;
    const update = (): void => setPage(themeOfPage());
    const system = matchMedia('(prefers-color-scheme: dark)');
    const observer = new MutationObserver(update);
    for (const element of [document.documentElement, document.body]) {
      observer.observe(element, {
        attributes: true,
        attributeFilter: ['class', 'style', 'data-theme', 'data-bs-theme', 'data-mantine-color-scheme'],
      });
    }
    system.addEventListener('change', update);
    window.addEventListener('load', update);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', update);
      window.removeEventListener('load', update);
    };
  }, [wanted]);
  return wanted === 'auto' ? page : wanted;
}

const themeOfPage = (): 'light' | 'dark' => (pageIsDark() ? 'dark' : 'light');
