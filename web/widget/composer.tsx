import type { ComponentChildren, TargetedEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatClient } from '../../src/channels/chat/protocol/chat.client.js';
import type { ChatState } from '../../src/channels/chat/protocol/chat.state.js';
import { LIMITS } from '../../src/channels/chat/protocol/protocol.js';
import { EmojiPicker } from './emoji.js';
import { Icon, type IconName } from './icons.js';
import type { Settings } from './settings.js';
import { Offers } from './offers.js';
import { givenName } from './text.js';
import { useUploads } from './uploads.js';
import type { Words } from './words.js';

interface Props {
  client: ChatClient;
  chat: ChatState;
  settings: Settings;
  words: Words;
  children: ComponentChildren;
}

export function Composer({ client, chat, settings, words, children }: Props) {
  const [text, setText] = useState('');
  const [picking, setPicking] = useState(false);
  const [dropping, setDropping] = useState(false);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const files = useUploads(settings.server, () => client.visitorToken, words);
  const online = chat.connection === 'online';
  const ready = (text.trim() !== '' || files.uploads.some((u) => u.file)) && !files.busy;
  useLayoutEffect(() => {
    const element = fieldRef.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const send = (): void => {
    if (!ready) return;
    void client.send(text.trim(), files.take());
    setText('');
    fieldRef.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter that ends the input of a Japanese or Chinese word is not the end of the message.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const write = (value: string): void => {
    setText(value);
    client.typing(value !== '');
  };
  const insert = (emoji: string): void => {
    const at = fieldRef.current?.selectionStart ?? text.length;
    write(text.slice(0, at) + emoji + text.slice(fieldRef.current?.selectionEnd ?? at));
    setPicking(false);
    requestAnimationFrame(() => {
      fieldRef.current?.focus();
      fieldRef.current?.setSelectionRange(at + emoji.length, at + emoji.length);
    });
  };
  const take = (event: Event, list: FileList | null | undefined): void => {
    if (!list?.length) return;
    event.preventDefault();
    files.add(list);
  };
  return (
    <div
      class="comp"
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        setDropping(false);
        take(event, event.dataTransfer?.files);
      }}
    >
      {!chat.messages.some((m) => m.from.kind === 'visitor') && (
        <Offers text={text} settings={settings} words={words} />
      )}
      {picking && <EmojiPicker label={words.emoji} pick={insert} close={() => setPicking(false)} />}
      {files.uploads.length > 0 && (
        <ul class="files" data-testid="widget-files">
          {files.uploads.map((u) => (
            <li key={u.key} class={u.error ? 'bad' : ''}>
              <span class="cut">{u.name}</span>
              <span role="status">{u.error ?? (u.file ? <Icon name="check" size={14} /> : words.uploading)}</span>
              <button class="icb" aria-label={words.remove(u.name)} onClick={() => files.remove(u.key)}>
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class={`box ${dropping ? 'drop' : ''}`}>
        <textarea
          ref={fieldRef}
          data-testid="widget-input"
          rows={1}
          maxLength={LIMITS.text}
          value={text}
          placeholder={placeholder(chat, words)}
          aria-label={placeholder(chat, words)}
          enterkeyhint="send"
          onInput={(event: TargetedEvent<HTMLTextAreaElement>) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={(event) => take(event, event.clipboardData?.files)}
        />
        <div class="tools">
          <FileButton icon="clip" label={words.attach} disabled={!online} pick={(list) => files.add(list)} />
          <button
            class="icb"
            data-testid="widget-emoji"
            aria-label={words.emoji}
            aria-expanded={picking}
            onClick={() => setPicking(!picking)}
          >
            <Icon name="smile" />
          </button>
          <FileButton
            icon="photo"
            accept="image/*"
            label={words.photo}
            disabled={!online}
            pick={(list) => files.add(list)}
          />
          <button class="send" data-testid="widget-send" aria-label={words.send} aria-disabled={!ready} onClick={send}>
            <Icon name="send" />
          </button>
        </div>
      </div>
      {children}
    </div>
  );
}

function FileButton({
  icon,
  label,
  accept,
  disabled,
  pick,
}: {
  icon: IconName;
  label: string;
  accept?: string;
  disabled: boolean;
  pick: (files: FileList) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={accept}
        data-testid={`widget-file-${icon}`}
        aria-label={label}
        onChange={(event) => {
          if (event.currentTarget.files) pick(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
      <button class="icb" aria-label={label} disabled={disabled} onClick={() => input.current?.click()}>
        <Icon name={icon} />
      </button>
    </>
  );
}

function placeholder(chat: ChatState, words: Words): string {
  if (chat.connection === 'waiting') return words.writeLater;
  if (chat.ended) return words.writeAgain;
  const agent = givenName(chat.messages.findLast((m) => m.from.kind === 'agent')?.from.name ?? '');
  return agent ? words.writeTo(agent) : words.write;
}
