import type { ChatClient } from '../../src/channels/chat/protocol/chat.client.js';
import type { WaitingMessage } from '../../src/channels/chat/protocol/outbox.js';
import type { Attachment, ChatMessage } from '../../src/channels/chat/protocol/protocol.js';
import { Icon } from './icons.js';
import { CLOCK, givenName, initials, isOnlyEmoji, linked, size } from './text.js';
import type { Words } from './words.js';

interface Shown {
  words: Words;
  locale: string;
  server: string;
}

interface MessageProps extends Shown {
  message: ChatMessage;
  mine: boolean;
  /** The last of a group carries the author and the time. */
  last: boolean;
  mark?: 'delivered' | 'seen';
}

export function Message({ message, mine, last, mark, words, locale, server }: MessageProps) {
  const time = new Date(message.at).toLocaleTimeString(locale, CLOCK);
  const name = givenName(message.from.name);
  return (
    <>
      <div
        class={`m ${mine ? 'me' : 'them'} ${last ? 'last' : ''}`}
        data-testid="widget-message"
        data-seq={message.seq}
        data-from={message.from.kind}
      >
        {!mine && last && (
          <span class="av" aria-hidden="true">
            {message.from.avatar ? <img src={message.from.avatar} alt="" /> : initials(message.from.name)}
          </span>
        )}
        <div>
          <span class="vh">{mine ? words.you : name}: </span>
          {message.attachments.map((a) => (
            <File key={a.id} file={a} words={words} locale={locale} server={server} />
          ))}
          {message.text && <div class={`bub ${isOnlyEmoji(message.text) ? 'big' : ''}`}>{linked(message.text)}</div>}
        </div>
      </div>
      {(last || mark) && (
        <div class={`meta ${mine ? 'me' : ''}`}>
          {!mine && name && `${name} · `}
          {time}
          {mark && (
            <>
              <span class={mark}>
                <Icon name={mark === 'seen' ? 'checks' : 'check'} size={14} />
              </span>
              <span data-testid="widget-mark">{mark === 'seen' ? words.seen : words.delivered}</span>
            </>
          )}
        </div>
      )}
    </>
  );
}

interface WaitingProps extends Shown {
  waiting: readonly WaitingMessage[];
  client: ChatClient;
  online: boolean;
}

/** What is not yet with the server, in the order it will be sent. */
export function Waiting({ waiting, client, online, words, locale, server }: WaitingProps) {
  const held = waiting.filter((w) => w.state !== 'refused');
  return (
    <>
      {waiting.map((entry) => (
        <>
          <div
            key={entry.clientId}
            class={`m me ${entry.state === 'refused' ? 'bad' : 'q'}`}
            data-testid={entry.state === 'refused' ? 'widget-refused' : 'widget-waiting'}
          >
            <div>
              {entry.attachments.map((a) => (
                <File key={a.id} file={a} words={words} locale={locale} server={server} />
              ))}
              {entry.text && <div class="bub">{entry.text}</div>}
            </div>
          </div>
          {entry.state === 'refused' && <Refused entry={entry} client={client} words={words} />}
        </>
      ))}
      {held.length > 0 && (
        <div class="meta me" role="status">
          <Icon name="clock" size={14} />
          {online && held.length === 1 ? words.sending : words.waiting(held.length)}
        </div>
      )}
    </>
  );
}

function Refused({ entry, client, words }: { entry: WaitingMessage; client: ChatClient; words: Words }) {
  return (
    <div class="meta me bad" role="alert">
      {words.notSent}: {entry.error?.code === 'too_long' ? words.tooLong : words.refused}
      <button onClick={() => client.retry(entry.clientId)}>{words.tryNow}</button>
      <button onClick={() => void client.discard(entry.clientId)}>{words.discard}</button>
    </div>
  );
}

function File({ file, words, locale, server }: Shown & { file: Attachment }) {
  const image = /^image\/(png|jpeg|gif|webp)$/.test(file.type);
  const url = new URL(file.url, `${server}/`).href;
  return (
    <a class="att" href={url} target="_blank" rel="noopener noreferrer" download={image ? undefined : file.name}>
      <span class={`thumb ${image ? '' : 'file'}`} aria-hidden="true">
        {image ? <img src={url} alt="" loading="lazy" /> : <Icon name="file" size={20} />}
      </span>
      <span class="cut">
        <b class="cut">{file.name}</b>
        <small>
          {image ? words.image : words.file} · {size(file.size, locale)}
        </small>
      </span>
    </a>
  );
}
