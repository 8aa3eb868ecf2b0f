import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Blobs } from '../../platform/blobs/blobs.js';
import { Clock } from '../../platform/clock.js';
import { Vault } from '../../platform/crypto/vault.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { InboxesService } from '../inboxes.service.js';
import { CallControls } from './call-controls.service.js';
import { CallRecording } from './call-recording.entity.js';
import type {} from './call.events.js';
import { CallsService } from './calls.service.js';

const PURPOSE = 'recordings';
/** Two hours of two voices; what is larger is no call. */
const MOST_BYTES = 200 * 1024 * 1024;

/** Recordings are fetched from the provider and kept by us, encrypted: the provider's copy may go. */
@Injectable()
export class Recordings {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly blobs: Blobs,
    private readonly vault: Vault,
    private readonly inboxes: InboxesService,
    private readonly controls: CallControls,
    private readonly calls: CallsService,
  ) {}

  /** There is one, says the provider. A repeat is known by its id. */
  async announce(
    tx: Tx,
    { inboxId, callId, sid, kind, seconds }: Pick<CallRecording, 'inboxId' | 'callId' | 'sid' | 'kind' | 'seconds'>,
  ): Promise<boolean> {
    const id = newId();
    const rows = await tx.query(
      `insert into call_recordings (id, inbox_id, call_id, sid, kind, state, seconds, at) values ($1, $2, $3, $4, $5, 'pending', $6, $7)
       on conflict (inbox_id, sid) do nothing returning id`,
      [id, inboxId, callId, sid, kind, seconds, this.clock.now()],
    );
    if (rows.length > 0) tx.emit('call.recorded', { recordingId: id, callId, inboxId });
    return rows.length > 0;
  }

  @Subscribe('call.recorded', { name: 'calls.fetch-recording' })
  async fetch({ recordingId, inboxId, callId }: Events['call.recorded']): Promise<void> {
    const recording = await this.db.getRepository(CallRecording).findOneBy({ id: recordingId });
    if (recording?.state !== 'pending') return;
    const line = await this.inboxes.line(inboxId);
    const control = this.controls.of(line.channel);
    const { content, type } = await control.fetchRecording(recording.sid, line);
    if (content.length === 0 || content.length > MOST_BYTES) throw new Error('a recording of this size is none');
    const blobKey = await this.blobs.put(this.vault.sealBytes(content, PURPOSE));
    await this.work.run(async (tx) => {
      await tx.query(
        `update call_recordings set state = 'stored', blob_key = $2, size = $3, type = $4 where id = $1 and state = 'pending'`,
        [recordingId, blobKey, content.length, type],
      );
      tx.emit('call.recording-stored', { recordingId, callId, inboxId });
      const call = await this.calls.lock(tx, callId);
      if (!call) return;
      await this.calls.change(tx, call, {});
      await this.calls.tell(tx, call);
    });
    if (line.settings.deleteAtProvider === true) await control.deleteRecording(recording.sid, line);
  }

  /** Its sound, for whoever reads it; null where it is not here. */
  async stored(id: string): Promise<{ content: Buffer; type: string; kind: CallRecording['kind'] } | null> {
    const recording = await this.db.getRepository(CallRecording).findOneBy({ id, state: 'stored' });
    return recording && { ...(await this.play(recording.callId, id)), kind: recording.kind };
  }

  ofCalls(callIds: readonly string[]): Promise<CallRecording[]> {
    return this.db.query<CallRecording[]>(
      `select id, call_id as "callId", kind, state, seconds, at from call_recordings
       where call_id = any($1::uuid[]) order by at`,
      [callIds],
    );
  }

  /** Whether the caller may hear it is for the call's ticket to say, before this. */
  async play(callId: string, recordingId: string): Promise<{ content: Buffer; type: string }> {
    const recording = await this.db.getRepository(CallRecording).findOneBy({ id: recordingId, callId });
    if (!recording?.blobKey || recording.state !== 'stored') throw notFound('recording');
    const sealed = await this.blobs.get(recording.blobKey);
    return { content: this.vault.openBytes(sealed, PURPOSE), type: recording.type ?? 'audio/mpeg' };
  }
}
