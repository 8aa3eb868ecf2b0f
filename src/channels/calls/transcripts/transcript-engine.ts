import { Injectable } from '@nestjs/common';
import type { Line } from '../../contract.js';

/** Something that writes down what is heard in a recording. Lines choose theirs by its name. */
export interface TranscriptEngine {
  /** In the caller's language, as `pt` or `en`. Throws where it should be tried again; empty where nothing was understood. */
  transcribe(audio: { content: Buffer; type: string }, language: string, line: Line): Promise<string>;
}

/**
 * Whoever can write down recordings adds itself here. A provider that writes along while people talk needs no engine: it
 * brings each sentence to `Transcripts.heard`.
 */
@Injectable()
export class TranscriptEngines {
  private readonly engines = new Map<string, TranscriptEngine>();

  add(name: string, engine: TranscriptEngine): void {
    this.engines.set(name, engine);
  }

  of(name: unknown): TranscriptEngine | undefined {
    return this.engines.get(String(name));
  }
}
