import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TeamsService } from '../../identity/people/teams.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
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

  /** Everybody's and those of one's teams. */
  async list(actor: Actor): Promise<CannedReplyView[]> {
    const rows = await this.db
      .getRepository(CannedReply)
      .createQueryBuilder('r')
      .where(`:all or r.team_id is null or r.team_id = any(:teams::uuid[])`, {
        all: actor.ticketScope === 'all',
        teams: [...actor.teamIds],
      })
      .orderBy('lower(r.shortcut)')
      .addOrderBy('r.id')
      .getMany();
    return rows.map(present);
  }

  async create(actor: Actor, body: CreateCannedReply): Promise<CannedReplyView> {
    await this.refuseTeam(actor, body.teamId ?? null);
    const reply: CannedReply = {
      id: newId(),
      shortcut: body.shortcut,
      title: body.title.trim(),
      text: body.text,
      teamId: body.teamId ?? null,
      version: 1,
      createdAt: this.clock.now(),
    };
    await this.work.run((tx) => tx.insert(CannedReply, reply)).catch(refuseTaken);
    return present(reply);
  }

  async change(actor: Actor, id: string, { version, ...given }: ChangeCannedReply): Promise<CannedReplyView> {
    if (given.teamId !== undefined) await this.refuseTeam(actor, given.teamId);
    return this.work
      .run(async (tx) => {
        const reply = this.mine(actor, await tx.lock(CannedReply, { id }));
        if (version !== undefined && version !== reply.version) throw stale(reply.version);
        const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
        Object.assign(reply, values, { version: reply.version + 1 });
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

  private mine(actor: Actor, reply: CannedReply | null): CannedReply {
    if (!reply || !reaches(actor, reply.teamId)) throw notFound('canned reply');
    return reply;
  }

  private async refuseTeam(actor: Actor, teamId: string | null): Promise<void> {
    if (teamId && !(await this.teams.find(teamId))) throw invalid('teamId', 'there is no such team');
    if (!reaches(actor, teamId)) throw forbidden('You are not in this team.');
  }
}

const reaches = (actor: Actor, teamId: string | null): boolean =>
  teamId === null || actor.ticketScope === 'all' || actor.teamIds.includes(teamId);

function refuseTaken(error: unknown): never {
  if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'canned_replies_shortcut') {
    throw conflict('shortcut_taken', 'Another canned reply has this shortcut.');
  }
  throw error;
}

const present = ({ id, shortcut, title, text, teamId, version }: CannedReply): CannedReplyView => ({
  id,
  shortcut,
  title,
  text,
  teamId,
  version,
});
