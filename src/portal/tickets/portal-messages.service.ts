import { Injectable } from '@nestjs/common';
import { PORTAL_CHANNEL, PortalLine } from '../../channels/portal/portal-line.service.js';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import type { Attachment } from '../../conversations/attachment.entity.js';
import { ConversationMarks } from '../../conversations/conversation-marks.service.js';
import { FileScans, type FileScan } from '../../conversations/file-scans.service.js';
import { AddressWindows } from '../../identity/sessions/address-windows.rules.js';
import { Clock } from '../../platform/clock.js';
import { Reading } from '../../platform/database/reading.js';
import { Work } from '../../platform/database/work.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { invalid, notFound, Refusal } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import type { Customer } from '../access/customer.js';
import { publicMessages, visibleEquipment, visibleSites, visibleTickets } from '../access/visible.access.js';
import type {
  NewPortalTicket,
  PortalFileView,
  PortalMessagePage,
  PortalMessagesQuery,
  PortalMessageView,
  PortalReply,
  PortalSaidIn,
} from './portal-ticket.dto.js';
import { PortalTickets } from './portal-tickets.service.js';

/** Said by other parts of the portal, never by the customer's own body: whose it is was looked at there. */
interface Inside {
  reportRequestId?: string;
  packageId?: string;
}

type Opening = { subject: string; siteId?: string; equipmentId?: string } & Inside;

interface Row extends Omit<PortalMessageView, 'attachments' | 'mine'> {
  authorKind: string;
  authorId: string | null;
}

type FileRow = Pick<Attachment, 'id' | 'messageId' | 'name' | 'type' | 'size' | 'blobKey'>;

/** Nobody writes faster by hand; counted in each process. */
const PACE = { most: 20, windowMs: 60_000, parcel: Infinity, addresses: 20_000 };

/** What is said on a ticket, as far as it was said to customers, and what they say. */
@Injectable()
export class PortalMessages {
  private readonly pace = new AddressWindows(PACE);

  constructor(
    private readonly reading: Reading,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly tickets: PortalTickets,
    private readonly line: PortalLine,
    private readonly scans: FileScans,
    private readonly files: AttachmentsService,
    private readonly marks: ConversationMarks,
  ) {}

  async list(customer: Customer, idOrNumber: string, query: PortalMessagesQuery): Promise<PortalMessagePage> {
    const ticketId = await this.tickets.idOf(customer, idOrNumber);
    const after = Number(decodeCursor(query.cursor, 1)?.[0] ?? query.after ?? 0);
    if (!Number.isSafeInteger(after)) throw invalid('cursor', 'use nextCursor of an earlier page');
    const parameters: unknown[] = [ticketId, after];
    const rows = await this.reading.query<Row>(
      `select m.id, m.ticket_seq as seq, m.kind, m.direction, m.channel, m.author_kind as "authorKind", m.author_id as "authorId",
         coalesce(m.sender ->> 'name', author.name, '') as "from", case m.kind when 'call' then '' else m.text end as text,
         m.automatic, m.at
       from messages m join conversations c on c.id = m.conversation_id join tickets t on t.id = m.ticket_id
       left join contacts author on author.id = m.author_id and m.author_kind = 'contact'
       where m.ticket_id = $1 and m.ticket_seq > $2 and ${publicMessages(customer, parameters)}
       order by m.ticket_seq limit ${query.limit + 1}`,
      parameters,
    );
    const files = await this.filesOf(rows.filter(({ kind }) => kind === 'message').map(({ id }) => id));
    return pageOf(
      rows,
      query.limit,
      (row) => [row.seq],
      ({ authorKind, authorId, ...row }) => ({
        ...row,
        mine: authorKind === 'contact' && authorId === customer.contactId,
        attachments: files.get(row.id) ?? [],
      }),
    );
  }

  async open(
    customer: Customer,
    { subject, siteId, equipmentId, reportRequestId, packageId, ...said }: NewPortalTicket & Inside,
  ): Promise<PortalSaidIn> {
    if (siteId) await this.requireSite(customer, siteId);
    if (equipmentId) await this.requireUnit(customer, equipmentId);
    if (!subject.trim()) throw invalid('subject', 'must not be empty');
    const about = {
      subject: subject.trim(),
      ...(siteId && { siteId }),
      ...(equipmentId && { equipmentId }),
      ...(reportRequestId && { reportRequestId }),
      ...(packageId && { packageId }),
    };
    return this.say(customer, said, () => Promise.resolve(about));
  }

  async reply(
    customer: Customer,
    idOrNumber: string,
    { reportRequestId, ...said }: PortalReply & Inside,
  ): Promise<PortalSaidIn> {
    const ticketId = await this.tickets.idOf(customer, idOrNumber);
    return this.say(customer, said, async () => ({
      ...(reportRequestId && { reportRequestId }),
      conversationId: await this.line.threadOf(ticketId, personOf(customer)),
    }));
  }

  /** The customer has the ticket before them: what we said there in the portal is read. */
  async read(customer: Customer, idOrNumber: string): Promise<void> {
    const ticketId = await this.tickets.idOf(customer, idOrNumber);
    await this.work.run(async (tx) => {
      const threads = await tx.query<{ id: string; last_seq: number }>(
        `select id, last_seq from conversations where ticket_id = $1 and channel = '${PORTAL_CHANNEL}' and identity_id = $2 and read_seq < last_seq`,
        [ticketId, customer.identityId],
      );
      for (const { id, last_seq } of threads) await this.marks.readByCustomer(tx, id, last_seq);
    });
  }

  keep({ accountId }: Customer, file: { name: string; type: string; content: Buffer }): Promise<Attachment> {
    return this.files.keep(ownerOf(accountId), file);
  }

  /** A file of a message that the customer sees, or one that they uploaded and have not sent yet. */
  async file(customer: Customer, id: string): Promise<Attachment> {
    const file = await this.files.find(id);
    if (!file) throw notFound('attachment');
    if (file.messageId === null) {
      if (file.owner === ownerOf(customer.accountId)) return file;
      throw notFound('attachment');
    }
    const parameters: unknown[] = [file.messageId];
    const [seen] = await this.reading.query(
      `select 1 from messages m join conversations c on c.id = m.conversation_id join tickets t on t.id = m.ticket_id
       where m.id = $1 and m.kind = 'message' and ${publicMessages(customer, parameters)} and ${visibleTickets(customer, parameters)}`,
      parameters,
    );
    if (!seen) throw notFound('attachment');
    return file;
  }

  private async say(
    customer: Customer,
    { text, attachments = [], clientId = newId() }: PortalReply,
    where: () => Promise<Opening | ({ conversationId: string } & Inside)>,
  ): Promise<PortalSaidIn> {
    if (!text.trim()) throw invalid('text', 'must not be empty');
    const { waitMs } = this.pace.count(customer.accountId, this.clock.millis());
    if (waitMs > 0) {
      throw new Refusal('rate_limited', 429, 'That was a lot at once. Wait a little.', { retryAfter: waitMs / 1000 });
    }
    await this.mustBeUploadedBy(customer, attachments);
    const { ticketId, messageId } = await this.line.say(customer.accountId, {
      clientId,
      from: { email: customer.email, name: customer.name },
      text,
      uploadIds: attachments,
      uploadOwner: ownerOf(customer.accountId),
      ...(customer.language && { language: customer.language }),
      ...(await where()),
    });
    const [ticket] = await this.reading.query<{ number: string }>('select number from tickets where id = $1', [
      ticketId,
    ]);
    return { ticketId, messageId, number: Number(ticket!.number) };
  }

  private async mustBeUploadedBy({ accountId }: Customer, ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    const known = await this.reading.query<{ id: string }>(
      'select id from attachments where id = any($1::uuid[]) and message_id is null and owner = $2',
      [ids, ownerOf(accountId)],
    );
    if (known.length < new Set(ids).size) throw invalid('attachments', 'name files that you uploaded before');
  }

  private async requireSite(customer: Customer, siteId: string): Promise<void> {
    const parameters: unknown[] = [siteId];
    const [site] = await this.reading.query(
      `select 1 from sites site where site.id = $1 and ${visibleSites(customer, parameters)}`,
      parameters,
    );
    if (!site) throw invalid('siteId', 'is no place of yours');
  }

  private async requireUnit(customer: Customer, equipmentId: string): Promise<void> {
    const parameters: unknown[] = [equipmentId];
    const [unit] = await this.reading.query(
      `select 1 from equipment e where e.id = $1 and ${visibleEquipment(customer, parameters)}`,
      parameters,
    );
    if (!unit) throw invalid('equipmentId', 'is no device of yours');
  }

  private async filesOf(messageIds: string[]): Promise<Map<string, PortalFileView[]>> {
    if (messageIds.length === 0) return new Map();
    const rows = await this.reading.query<FileRow>(
      `select id, message_id as "messageId", name, type, size, blob_key as "blobKey" from attachments
       where message_id = any($1::uuid[]) order by id`,
      [messageIds],
    );
    const scans = await this.scans.of(rows.map(({ blobKey }) => blobKey));
    const files = new Map<string, PortalFileView[]>();
    for (const row of rows) {
      files.set(row.messageId!, [...(files.get(row.messageId!) ?? []), presentFile(row, scans.get(row.blobKey))]);
    }
    return files;
  }
}

const personOf = ({ contactId, identityId }: Customer) => ({ contactId, identityId });

const ownerOf = (accountId: string): string => `portal:${accountId}`;

export const presentFile = (
  { id, name, type, size }: Pick<Attachment, 'id' | 'name' | 'type' | 'size'>,
  scan?: FileScan,
): PortalFileView => ({
  id,
  name,
  type,
  size,
  url: `/api/v1/portal/attachments/${id}`,
  ...(scan?.open === false && { blocked: true }),
});
