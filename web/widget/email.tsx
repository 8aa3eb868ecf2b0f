import { useState } from 'preact/hooks';
import type { PlainAck } from '../../src/channels/chat/protocol/protocol.js';
import { Icon } from './icons.js';
import type { Words } from './words.js';

interface PromptProps {
  words: Words;
  known: string | null;
  save: (email: string) => Promise<PlainAck>;
  done: () => void;
}

/** Asks where the answer should go, after the question was asked: nobody has to fill in a form to be heard. */
export function EmailPrompt({ words, known, save, done }: PromptProps) {
  const [email, setEmail] = useState(known ?? '');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) return setError(words.emailBad);
    setBusy(true);
    const ack = await save(email.trim()).catch(() => undefined);
    setBusy(false);
    if (ack?.ok) done();
    else setError(ack?.error.code === 'bad_request' ? words.emailBad : words.failed);
  };
  return (
    <form class="card" data-testid="widget-email" noValidate onSubmit={(event) => void submit(event)}>
      <h3>{words.emailTitle}</h3>
      <p id="fd-email-why">{words.emailWhy}</p>
      <div class="row">
        <input
          class="field"
          type="email"
          autocomplete="email"
          data-testid="widget-email-input"
          aria-label={words.email}
          aria-describedby="fd-email-why fd-email-error"
          aria-invalid={error !== ''}
          placeholder={words.email}
          value={email}
          onInput={(event) => {
            setEmail(event.currentTarget.value);
            setError('');
          }}
        />
        <button class="btn primary" disabled={busy}>
          {words.save}
        </button>
      </div>
      <p class="err" id="fd-email-error" role="alert">
        {error}
      </p>
      <button type="button" class="btn quiet small" onClick={done}>
        {words.notNow}
      </button>
    </form>
  );
}

export function Foot({ words, email, offer }: { words: Words; email: string | null; offer?: () => void }) {
  return (
    <div class="foot" data-testid="widget-foot">
      {(email || offer) && <Icon name="mail" size={12} />}
      {email ? (
        <span class="cut">{words.leave(email)}</span>
      ) : (
        offer && (
          <button class="link" onClick={offer}>
            {words.leaveEmail}
          </button>
        )
      )}
    </div>
  );
}
