import type { ChatState } from '../../src/channels/chat/protocol/chat.state.js';
import type { Words } from './words.js';

/** What was said, as a text file on the visitor's own device. */
export function saveTranscript(chat: ChatState, name: string, words: Words): void {
  const lines = chat.messages.map((m) => {
    const who = m.from.kind === 'visitor' ? words.you : m.from.name;
    return `[${new Date(m.at).toLocaleString()}] ${who}: ${[m.text, ...m.attachments.map((a) => `<${a.name}>`)].filter(Boolean).join(' ')}`;
  });
  const url = URL.createObjectURL(new Blob([`${name}\n\n${lines.join('\n')}\n`], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'chat.txt';
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
