import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TeamsService } from '../../identity/people/teams.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { can, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { CannedReply } from './canned-reply.entity.js';
import type { CannedReplyView, ChangeCannedReply, CreateCannedReply } from './template.dto.js';

@Injectable()
export class CannedRepliesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly teams: TeamsService,
  ) {}

  /** One's own, everybody's, and those of one's teams. */
  async list(actor: Actor): Promise<CannedReplyView[]> {
    const rows = await this.db
      .getRepository(CannedReply)
      .createQueryBuilder('r')
      .where(
        `r.owner_id = :me or (r.owner_id is null and (:all or r.team_id is null or r.team_id = any(:teams::uuid[])))`,
        { me: actor.id, all: actor.ticketScope === 'all', teams: [...actor.teamIds] },
      )
      .orderBy('lower(r.shortcut)')
      .addOrderBy('r.owner_id is null')
      .addOrderBy('r.id')
      .getMany();
    return rows.map(present);
  }

  async create(actor: Actor, body: CreateCannedReply): Promise<CannedReplyView> {
    const reply: CannedReply = {
      id: newId(),
      shortcut: body.shortcut,
      title: body.title.trim(),
      text: body.text,
      teamId: body.teamId ?? null,
      ownerId: body.personal ? actor.id : null,
      version: 1,
      createdAt: this.clock.now(),
    };
    await this.refuseAudience(actor, reply);
    await this.work.run((tx) => tx.insert(CannedReply, reply)).catch(refuseTaken);
    return present(reply);
  }

  async change(actor: Actor, id: string, { version, personal, ...given }: ChangeCannedReply): Promise<CannedReplyView> {
    return this.work
      .run(async (tx) => {
        const reply = this.mine(actor, await tx.lock(CannedReply, { id }));
        if (version !== undefined && version !== reply.version) throw stale(reply.version);
        const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
        if (personal !== undefined) reply.ownerId = personal ? actor.id : null;
        if (personal && given.teamId === undefined) reply.teamId = null;
        Object.assign(reply, values, { version: reply.version + 1 });
        await this.refuseAudience(actor, reply);
        await tx.manager.update(CannedReply, { id }, reply);
        return present(reply);
      })
      .catch(refuseTaken);
  }

  async remove(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      this.mine(actor, await tx.lock(CannedReply, { id }));
      await tx.manager.delete(CannedReply, { id });
    });
  }

  /** Shared ones are changed by whoever may; those of somebody else do not exist. */
  private mine(actor: Actor, reply: CannedReply | null): CannedReply {
    if (!reply) throw notFound('canned reply');
    if (reply.ownerId ? reply.ownerId !== actor.id : !reaches(actor, reply.teamId)) throw notFound('canned reply');
    if (!reply.ownerId) refuseSharing(actor);
    return reply;
  }

  private async refuseAudience(actor: Actor, { ownerId, teamId }: CannedReply): Promise<void> {
    if (ownerId && teamId) throw invalid('teamId', 'is for shared canned replies only');
    if (!ownerId) refuseSharing(actor);
    await this.refuseTeam(actor, teamId);
  }

  private async refuseTeam(actor: Actor, teamId: string | null): Promise<void> {
    if (teamId && !(await this.teams.find(teamId))) throw invalid('teamId', 'there is no such team');
    if (!reaches(actor, teamId)) throw forbidden('You are not in this team.');
  }
}

const reaches = (actor: Actor, teamId: string | null): boolean =>
  teamId === null || actor.ticketScope === 'all' || actor.teamIds.includes(teamId);

function refuseSharing(actor: Actor): void {
  if (!can(actor, 'canned:manage')) throw forbidden('You may not change shared canned replies.');
}

function refuseTaken(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'canned_replies_shortcut') {
    throw conflict('shortcut_taken', 'Another canned reply has this shortcut.');
  }
  throw error;
}

const present = ({ id, shortcut, title, text, teamId, ownerId, version }: CannedReply): CannedReplyView => ({
  id,
  shortcut,
  title,
  text,
  teamId,
  personal: ownerId !== null,
  version,
});
