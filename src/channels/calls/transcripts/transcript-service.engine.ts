import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FormData } from 'undici';
import { bodyOf } from '../../../platform/egress/body.js';
import { Egress } from '../../../platform/egress/egress.js';
import type { Line } from '../../contract.js';
import { TranscriptEngines, type TranscriptEngine } from './transcript-engine.js';

const MOST_BYTES = 5 * 1024 * 1024;
/** An hour of speech takes a while to be read. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * A service that takes a file and answers `{"text": …}`: the form is the one of OpenAI's `/v1/audio/transcriptions`, which
 * whisper.cpp, LocalAI, vLLM and others speak too, so that recordings need not leave the house.
 */
@Injectable()
export class TranscriptService implements TranscriptEngine, OnModuleInit {
  constructor(
    private readonly engines: TranscriptEngines,
    private readonly egress: Egress,
  ) {}

  onModuleInit(): void {
    this.engines.add('service', this);
  }

  async transcribe(
    { content, type }: { content: Buffer; type: string },
    language: string,
    line: Line,
  ): Promise<string> {
    const { transcriptUrl = '', transcriptKey = '', transcriptModel = '' } = line.settings as Record<string, string>;
    if (!transcriptUrl) return '';
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(content)], { type }), type.includes('wav') ? 'call.wav' : 'call.mp3');
    form.set('model', transcriptModel || 'whisper-1');
    form.set('language', language);
    form.set('response_format', 'json');
    const response = await this.egress.fetch(transcriptUrl, {
      method: 'POST',
      body: form,
      headers: transcriptKey ? { Authorization: `Bearer ${transcriptKey}` } : {},
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await bodyOf(response, MOST_BYTES);
    if (!response.ok) throw new Error(`the transcription service answered ${response.status}`);
    const { text } = JSON.parse(body.toString('utf8')) as { text?: unknown };
    return typeof text === 'string' ? text.trim() : '';
  }
}
