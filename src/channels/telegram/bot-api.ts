import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { FormData } from 'undici';
import { bodyOf } from '../../platform/egress/body.js';
import { Egress } from '../../platform/egress/egress.js';
import { FileGone } from '../contract.js';
import { SAMPLE_PICTURE } from '../sample-picture.js';
import { BotApiError } from './failure.rules.js';
import { TELEGRAM_API, type TelegramLine } from './telegram.settings.js';

/** Uploads of 20 MB over a slow line take a while. */
const TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

export interface Upload {
  field: string;
  name: string;
  type: string;
  content: Buffer;
}

/** The Bot API of one line: Telegram's, the company's own server, or a simulated one. */
@Injectable()
export class BotApi {
  constructor(private readonly egress: Egress) {}

  /** Throws `BotApiError` where the answer is a no. */
  async call<T>(line: TelegramLine, method: string, params: Record<string, unknown> = {}, upload?: Upload): Promise<T> {
    if (line.settings.simulated) return simulated(params) as T;
    const response = await this.egress.fetch(`${base(line)}/bot${line.settings.token}/${method}`, {
      method: 'POST',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(upload
        ? { body: formOf(params, upload) }
        : { body: JSON.stringify(params), headers: { 'content-type': 'application/json' } }),
    });
    const answer = parse(await bodyOf(response, MAX_ANSWER_BYTES));
    if (answer?.ok === true) return answer.result as T;
    if (!answer) throw new BotApiError(response.status, `answer ${response.status} without words`);
    const { error_code: code = response.status, description = '', parameters = {} } = answer;
    throw new BotApiError(code, description, parameters.retry_after, parameters.migrate_to_chat_id);
  }

  /** A file that somebody sent, by its id. The address that it gets holds for an hour and carries the token. */
  async download(line: TelegramLine, fileId: string, maxBytes: number): Promise<Buffer> {
    if (line.settings.simulated) return SAMPLE_PICTURE.content;
    const path = await this.pathOf(line, fileId);
    const response = await this.egress.fetch(`${base(line)}/file/bot${line.settings.token}/${path}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 404) throw new FileGone('Telegram keeps this file no more.');
    if (!response.ok) throw new Error(`Telegram answers ${response.status}.`);
    return bodyOf(response, maxBytes);
  }

  private async pathOf(line: TelegramLine, fileId: string): Promise<string> {
    try {
      const { file_path: path } = await this.call<{ file_path?: string }>(line, 'getFile', { file_id: fileId });
      if (path) return path.split('/').map(encodeURIComponent).join('/');
    } catch (error) {
      if (!(error instanceof BotApiError) || error.code !== 400) throw error;
      throw new FileGone(
        /too big/i.test(error.description)
          ? 'It is larger than the 20 MB that Telegram gives to bots.'
          : error.description,
      );
    }
    throw new FileGone('Telegram does not give this file.');
  }
}

const base = ({ settings }: TelegramLine): string => (settings.apiUrl || TELEGRAM_API).replace(/\/+$/, '');

/** What Telegram would answer to a send, for a line that is only tried. A channel with a name has a number as well. */
const simulated = ({ chat_id }: Record<string, unknown>): object => ({
  message_id: randomInt(1, 2 ** 31),
  chat: { id: Number(chat_id) || SIMULATED_CHANNEL, type: 'private' },
});

const SIMULATED_CHANNEL = -1_005_500_013;

interface Answer {
  ok?: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

function parse(bytes: Buffer): Answer | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as Answer;
  } catch {
    return undefined;
  }
}

function formOf(params: Record<string, unknown>, { field, name, type, content }: Upload): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(params)) {
    form.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  }
  form.set(field, new Blob([new Uint8Array(content)], { type }), name);
  return form;
}
