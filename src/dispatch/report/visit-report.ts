import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Attachment } from '../../conversations/attachment.entity.js';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { SettingsService } from '../../identity/settings/settings.service.js';
import { Blobs } from '../../platform/blobs/blobs.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { Pdf } from '../../platform/documents/pdf.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import type { Events } from '../../platform/outbox/events.js';
import { Subscribe } from '../../platform/outbox/listeners.decorators.js';
import { TicketWriter } from '../../tickets/ticket-writer.service.js';
import { VisitNotices } from '../customer/visit-notices.service.js';
import { languageOf } from '../customer/visit-texts.js';
import type { VisitView } from '../visits/visit.view.dto.js';
import { VisitWriter, type HeldVisit } from '../visits/visit-writer.service.js';
import { WholeVisit } from '../visits/whole-visit.js';
import { reportDocument, reportText, type ReportPicture } from './report.rules.js';

/** A report with more photos is an album. */
const MOST_PHOTOS = 24;

/** When a visit ends, its report becomes a message on the ticket, with a PDF; the customer gets it, and is asked how it was. */
@Injectable()
export class VisitReport {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly settings: SettingsService,
    private readonly whole: WholeVisit,
    private readonly pdf: Pdf,
    private readonly blobs: Blobs,
    private readonly attachments: AttachmentsService,
    private readonly writer: VisitWriter,
    private readonly tickets: TicketWriter,
    private readonly conversations: ConversationsService,
    private readonly notices: VisitNotices,
  ) {}

  @Subscribe('visit.changed', {
    name: 'dispatch.visit-report',
    when: ({ from, to }) => from !== to && (to === 'done' || to === 'could_not'),
  })
  async ended({ visitId }: Events['visit.changed']): Promise<void> {
    const visit = await this.whole.read(visitId);
    // A visit that nobody reached has nothing to report.
    const report = visit.state === 'done' || visit.arrivedAt !== null;
    if (!report || (await this.written(visitId))) return;
    const firm = await this.settings.current();
    const language = languageOf(visit.person.language, firm.language);
    const zone = visit.place?.timezone ?? firm.timeZone;
    const facts = { visit, company: firm.company, zone, language, now: this.clock.now() };
    const content = await this.pdf.make(reportDocument({ ...facts, ...(await this.pictures(visit)) }));
    const file = await this.attachments.keep(`kept:visit:${visitId}`, {
      name: `${visit.ref}.pdf`,
      type: 'application/pdf',
      content,
    });
    const text = reportText(facts);
    await this.work.run(async (tx) => {
      const held = await this.writer.hold(tx, visitId);
      const [fresh] = await tx.query(
        `insert into visit_files (attachment_id, visit_id, kind, at)
         select $1, $2, 'report', $3 where not exists (select from visit_files where visit_id = $2 and kind = 'report') returning 1`,
        [file.id, visitId, this.clock.now()],
      );
      if (!fresh) return;
      await this.tell(tx, held, visit, file, text);
    });
  }

  private async tell(tx: Tx, held: HeldVisit, visit: VisitView, file: Attachment, text: string): Promise<void> {
    const conversation = await this.conversations.internalOf(tx, held.ticket.id);
    const by = await this.reporter(tx, visit.id);
    const message = await this.tickets.say(tx, held.ticket, by, conversation, {
      kind: 'visit',
      direction: 'internal',
      author: { kind: by.kind === 'user' ? 'user' : 'system', id: by.id },
      sender: { name: by.name },
      text,
      state: 'received',
      clientId: `visit-report.${visit.id}`,
      meta: { visit: visit.ref, visitId: visit.id },
    });
    const photos = await tx.manager.findBy(Attachment, {
      id: In(visit.files.filter((one) => one.kind === 'photo').map((one) => one.id)),
    });
    this.conversations.attachFiles(tx, message.id, [file, ...photos].map(copyOf));
    await this.writer.amend(tx, held.visit);
    if (held.visit.state === 'done') {
      await this.notices.tell(tx, held, 'done', 'done', { report: visit.outcome?.text, files: [copyOf(file)] });
    }
  }

  private async written(visitId: string): Promise<boolean> {
    const rows = await this.db.query<object[]>(`select 1 from visit_files where visit_id = $1 and kind = 'report'`, [
      visitId,
    ]);
    return rows.length > 0;
  }

  /** Who finished it, in whose name the report stands. */
  private async reporter(tx: Tx, visitId: string): Promise<Actor> {
    const [step] = await tx.query<{ kind: 'user' | 'system'; id: string | null; name: string }>(
      `select actor_kind as kind, actor_id as id, actor_name as name from visit_steps
       where visit_id = $1 and type in ('complete', 'could-not') order by seq desc limit 1`,
      [visitId],
    );
    return step?.kind === 'user' ? { ...SYSTEM, ...step } : SYSTEM;
  }

  private async pictures(visit: VisitView): Promise<{ photos: ReportPicture[]; signature: string | null }> {
    const photos = visit.files.filter((file) => file.kind === 'photo').slice(0, MOST_PHOTOS);
    const signed = visit.signature?.attachmentId;
    const files = await this.db
      .getRepository(Attachment)
      .findBy({ id: In([...photos.map((photo) => photo.id), ...(signed ? [signed] : [])]) });
    const data = new Map<string, string>();
    for (const file of files) {
      data.set(file.id, `data:${file.type};base64,${(await this.blobs.get(file.blobKey)).toString('base64')}`);
    }
    return {
      photos: photos.flatMap(({ id, caption }) =>
        data.has(id) ? [{ caption: caption ?? '', data: data.get(id)! }] : [],
      ),
      signature: signed ? (data.get(signed) ?? null) : null,
    };
  }
}

const copyOf = ({ name, type, size, blobKey }: Attachment) => ({
  name,
  type,
  size,
  blobKey,
  contentId: null,
  inline: false,
});
