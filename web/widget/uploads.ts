import { useRef, useState } from 'preact/hooks';
import { LIMITS, type Attachment } from '../../src/channels/chat/protocol/protocol.js';
import { newId } from './browser.js';
import type { Words } from './words.js';

export interface Upload {
  key: string;
  name: string;
  /** Present once the server has it. */
  file?: Attachment;
  error?: string;
}

/** Files that go to the server before the message that names them. */
export function useUploads(server: string, visitor: () => string | undefined, words: Words) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  const change = (key: string, part: Partial<Upload>): void =>
    setUploads((all) => all.map((u) => (u.key === key ? { ...u, ...part } : u)));

  const upload = async (key: string, file: File): Promise<void> => {
    if (file.size > LIMITS.attachmentBytes) return change(key, { error: words.fileTooLarge });
    const abort = new AbortController();
    aborts.current.set(key, abort);
    try {
      const body = new FormData();
      body.append('file', file, file.name);
      const response = await fetch(`${server}/api/v1/chat/attachments`, {
        method: 'POST',
        body,
        credentials: 'omit',
        signal: abort.signal,
        headers: { Authorization: `Bearer ${visitor() ?? ''}` },
      });
      if (!response.ok) throw new Error(String(response.status));
      change(key, { file: (await response.json()) as Attachment });
    } catch {
      change(key, { error: words.uploadFailed });
    }
  };
  return {
    uploads,
    add: (files: Iterable<File>) => {
      const room = LIMITS.attachments - uploads.length;
      for (const file of [...files].slice(0, Math.max(0, room))) {
        const key = newId();
        setUploads((all) => [...all, { key, name: file.name || 'image.png' }]);
        void upload(key, file);
      }
    },
    remove: (key: string) => {
      aborts.current.get(key)?.abort();
      setUploads((all) => all.filter((u) => u.key !== key));
    },
    /** Hands over what is ready and keeps what failed. */
    take: (): Attachment[] => {
      setUploads((all) => all.filter((u) => !u.file));
      return uploads.flatMap((u) => u.file ?? []);
    },
    busy: uploads.some((u) => !u.file && !u.error),
  };
}
