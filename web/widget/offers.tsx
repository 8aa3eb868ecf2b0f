import { useEffect, useState } from 'preact/hooks';
import type { Settings } from './settings.js';
import type { Words } from './words.js';

interface Offer {
  language: string;
  title: string;
  url: string;
}

/** With fewer letters there is nothing to go by. */
const ENOUGH = 6;
const PAUSE_MS = 700;

/**
 * Help articles that may answer the first message, while it is written. Asked of the desk that the script came from, as
 * a form: another page's origin needs no preflight for it. Nothing waits for the answer.
 */
export function Offers({
  text,
  settings: { language, server },
  words,
}: {
  text: string;
  settings: Settings;
  words: Words;
}) {
  const [offers, setOffers] = useState<Offer[]>([]);
  const asked = text.replace(/\s+/g, ' ').trim().slice(0, 600);
  useEffect(() => {
    if (asked.length < ENOUGH) return setOffers([]);
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const body = new URLSearchParams({ text: asked, language });
      const url = `${server}/api/v1/help-suggestions`;
      try {
        const answer = await fetch(url, { method: 'POST', body, credentials: 'omit', signal: abort.signal });
        setOffers(answer.ok ? (await answer.json()).items : []);
      } catch {
        // Without a network what was offered stays.
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, language, server]);
  return (
    <div role="status">
      {offers.length > 0 && (
        <ul class="offers" data-testid="widget-offers" aria-label={words.mayHelp}>
          <li>{words.mayHelp}</li>
          {offers.map(({ url, title, language: spoken }) => (
            <li key={url}>
              <a class="link cut" href={url} lang={spoken} target="_blank" rel="noopener">
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
