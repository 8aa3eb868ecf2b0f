import { useState } from 'preact/hooks';
import { LIMITS, type PlainAck } from '../../src/channels/chat/protocol/protocol.js';
import { Icon } from './icons.js';
import { givenName } from './text.js';
import type { Words } from './words.js';

interface Props {
  words: Words;
  who: string;
  ticket: number | null;
  send: (score: number, comment: string) => Promise<PlainAck>;
  dismiss: () => void;
}

const SCORES = [1, 2, 3, 4, 5];

export function Rating({ words, who, ticket, send, dismiss }: Props) {
  const [score, setScore] = useState(0);
  const [praise, setPraise] = useState<string[]>([]);
  const [comment, setComment] = useState('');
  const [error, setError] = useState('');
  const [thanks, setThanks] = useState(false);
  const submit = async (): Promise<void> => {
    const said = [praise.join(', '), comment.trim()].filter(Boolean).join('. ');
    const ack = await send(score, said).catch(() => undefined);
    if (ack?.ok) setThanks(true);
    else setError(words.failed);
  };
  if (thanks) return <div class="ev">{words.thanks}</div>;
  return (
    <div class="card" data-testid="widget-rating">
      <h3>{who ? words.rateTitleName(givenName(who)) : words.rateTitle}</h3>
      <p>{words.rateWhy(ticket)}</p>
      <div class="stars" role="radiogroup" aria-label={words.rating}>
        {SCORES.map((n) => (
          <label key={n} class={n <= score ? 'on' : ''} data-testid={`widget-star-${n}`}>
            <input
              class="vh"
              type="radio"
              name="fd-score"
              aria-label={`${words.ofFive(n)}, ${words.scores[n - 1]}`}
              checked={n === score}
              onChange={() => setScore(n)}
            />
            <Icon name="star" size={28} />
          </label>
        ))}
        {score > 0 && <b>{words.scores[score - 1]}</b>}
      </div>
      {score > 0 && (
        <>
          {score > 3 && (
            <div class="chips">
              {words.praise.map((word) => {
                const on = praise.includes(word);
                return (
                  <button
                    class="chip"
                    key={word}
                    aria-pressed={on}
                    onClick={() => setPraise(on ? praise.filter((p) => p !== word) : [...praise, word])}
                  >
                    {on && <Icon name="check" size={14} />}
                    {word}
                  </button>
                );
              })}
            </div>
          )}
          <div class="row">
            <textarea
              class="field"
              rows={1}
              maxLength={LIMITS.comment - 100}
              aria-label={words.comment}
              placeholder={words.comment}
              value={comment}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
          </div>
        </>
      )}
      <p class="err" role="alert">
        {error}
      </p>
      <div class="row">
        <button
          class="btn primary"
          data-testid="widget-rating-send"
          disabled={score === 0}
          onClick={() => void submit()}
        >
          {words.sendRating}
        </button>
        <button class="btn quiet" onClick={dismiss}>
          {words.notNow}
        </button>
      </div>
    </div>
  );
}
