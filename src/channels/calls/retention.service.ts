import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Blobs } from '../../platform/blobs/blobs.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, notFound } from '../../platform/http/refusal.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Line } from '../contract.js';
import { InboxesService } from '../inboxes.service.js';
import { CallControls } from './call-controls.service.js';
import { CallRecording } from './call-recording.entity.js';
import { CallsService } from './calls.service.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'calls.delete-recordings': Record<string, never>;
  }
}

const DAY_MS = 86_400_000;
/** Of one line in one turn; the next goes on. */
const BATCH = 500;

/** For how long recordings are kept: by the line's settings, never shorter than its floor, and written down when they go. */
@Injectable()
export class Retention {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly blobs: Blobs,
    private readonly inboxes: InboxesService,
    private readonly controls: CallControls,
    private readonly calls: CallsService,
    private readonly audit: AuditService,
  ) {}

  @Job('calls.delete-recordings', { every: 3_600_000 })
  async deleteOld(): Promise<void> {
    const lines = await this.db.query<{ id: string }[]>(
      `select distinct inbox_id as id from call_recordings where state = 'stored'`,
    );
    for (const { id } of lines) await this.deleteOf(await this.inboxes.line(id));
  }

  /** By somebody who may, before its time; not before the floor. */
  async remove(actor: Actor, callId: string, recordingId: string): Promise<void> {
    const recording = await this.db
      .getRepository(CallRecording)
      .findOneBy({ id: recordingId, callId, state: 'stored' });
    if (!recording) throw notFound('recording');
    const line = await this.inboxes.line(recording.inboxId);
    const until = new Date(recording.at.getTime() + daysOf(line, 'keepAtLeastDays') * DAY_MS);
    if (until > this.clock.now())
      throw conflict(
        'kept_until',
        `Recordings of this line are kept until ${until.toISOString().slice(0, 10)} at least.`,
      );
    await this.delete(recording, line, actor, 'asked');
  }

  private async deleteOf(line: Line): Promise<void> {
    const most = daysOf(line, 'keepRecordingsDays');
    if (most === 0) return;
    const days = Math.max(most, daysOf(line, 'keepAtLeastDays'));
    const before = new Date(this.clock.millis() - days * DAY_MS);
    const old = await this.db
      .getRepository(CallRecording)
      .createQueryBuilder('r')
      .where(`r.inboxId = :id and r.state = 'stored' and r.at < :before`, { id: line.id, before })
      .orderBy('r.at')
      .take(BATCH)
      .getMany();
    for (const recording of old) await this.delete(recording, line, SYSTEM, 'old');
  }

  /** The row stays and says that there was one. What was said in it goes with it. */
  private async delete(recording: CallRecording, line: Line, actor: Actor, why: 'old' | 'asked'): Promise<void> {
    const { id, callId, kind, blobKey, sid } = recording;
    await this.work.run(async (tx) => {
      const call = await this.calls.lock(tx, callId);
      const rows = await tx.query(
        `update call_recordings set state = 'deleted', blob_key = null, deleted_at = $2 where id = $1 and state = 'stored' returning id`,
        [id, this.clock.now()],
      );
      if (rows.length === 0) return;
      await tx.query(
        `delete from call_transcripts where call_id = $1 and kind = $2 and not exists (
           select from call_recordings r where r.call_id = $1 and r.kind = $2 and r.state <> 'deleted')`,
        [callId, kind],
      );
      if (call) await this.calls.change(tx, call, {});
      const target = { kind: 'recording', id };
      await this.audit.record(tx, { actor, action: 'recording.deleted', target, data: { callId, kind, why } });
    });
    // Each is sealed by itself, so no two rows share a file.
    if (blobKey) await this.blobs.delete(blobKey);
    if (line.settings.deleteAtProvider !== true) await this.controls.of(line.channel).deleteRecording(sid, line);
  }
}

const daysOf = ({ settings }: Line, name: string): number => Math.max(0, Number(settings[name]) || 0);
