import { useEffect, useState } from 'preact/hooks';
import type { ChatState } from '../../src/channels/chat/protocol/chat.state.js';
import { browserTime } from './browser.js';
import { Icon } from './icons.js';
import type { Words } from './words.js';

/** A reconnect that takes less than this is nobody's concern. */
const PATIENCE_MS = 1_500;

/** Says that there is no connection, what that means for what is written, and when the next try begins. */
export function Banner({ chat, words, tryNow }: { chat: ChatState; words: Words; tryNow: () => void }) {
  const away = chat.connection === 'waiting' || chat.connection === 'connecting';
  const shown = useLate(away, PATIENCE_MS);
  const seconds = useCountdown(shown ? chat.retryAt : undefined);
  if (chat.connection === 'refused') {
    return (
      <div class="banner" role="status" data-testid="widget-banner">
        <Icon name="alert" />
        <div>
          <b>{words.unavailable}</b>
          {chat.refusal?.message}
        </div>
      </div>
    );
  }
  if (!shown || !away) return null;
  return (
    <div class="banner" role="status" data-testid="widget-banner">
      <Icon name="offline" />
      <div>
        <b>{navigator.onLine ? words.noConnection : words.offline}</b>
        {words.waitHere} {/* The countdown would be read out every second. */}
        <span aria-hidden="true">{seconds === undefined ? words.connecting : words.nextTry(seconds)}</span>
      </div>
      <button class="btn small" onClick={tryNow}>
        {words.tryNow}
      </button>
    </div>
  );
}

function useLate(on: boolean, ms: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => (on ? browserTime.after(ms, () => setLate(true)) : setLate(false)), [on, ms]);
  return on && late;
}

function useCountdown(until: number | undefined): number | undefined {
  const [now, setNow] = useState(browserTime.now());
  useEffect(() => {
    if (until === undefined) return;
    setNow(browserTime.now());
    const timer = window.setInterval(() => setNow(browserTime.now()), 500);
    return () => window.clearInterval(timer);
  }, [until]);
  return until === undefined ? undefined : Math.max(0, Math.ceil((until - now) / 1000));
}
