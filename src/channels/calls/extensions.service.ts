import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Extension } from './extension.entity.js';

/** The desk's numbers inside, as lines and phones ask for them. */
@Injectable()
export class Extensions {
  constructor(private readonly db: DataSource) {}

  all(): Promise<Extension[]> {
    return this.db
      .getRepository(Extension)
      .find({ where: { deletedAt: IsNull() }, order: { number: 'ASC' }, take: 2000 });
  }

  one(id: string): Promise<Extension | null> {
    return this.db.getRepository(Extension).findOneBy({ id, deletedAt: IsNull() });
  }

  of(userId: string): Promise<Extension | null> {
    return this.db.getRepository(Extension).findOneBy({ userId, deletedAt: IsNull() });
  }

  /** Whose desk phone it is that signs in by this name. */
  byDeskPhone(username: string, domain: string): Promise<Extension | null> {
    return this.db
      .getRepository(Extension)
      .createQueryBuilder('x')
      .where(`x.deletedAt is null and x.sip->>'username' = :username and x.sip->>'domain' = :domain`, {
        username,
        domain,
      })
      .getOne();
  }

  /** Those of people who can be rung at by this one: itself, or the members of a group. */
  peopleOf(extension: Extension, all: readonly Extension[]): Extension[] {
    if (extension.kind === 'person') return [extension];
    const byId = new Map(all.map((one) => [one.id, one]));
    return extension.members.flatMap((id) => byId.get(id) ?? []).filter(({ kind }) => kind === 'person');
  }

  /** Who of them takes calls at their console. */
  async online(userIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }[]>(
      `select id from users where id = any($1::uuid[]) and active and availability = 'online'`,
      [[...userIds]],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Since when nobody has talked with each of them; null: never. Who talks now is not named. */
  async idle(userIds: readonly string[], at: Date): Promise<Map<string, Date | null>> {
    if (userIds.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; since: Date | null }[]>(
      `select u.id, (select max(c.ended_at) from calls c where c.agent_id = u.id and c.ended_at <= $2) as since
       from users u where u.id = any($1::uuid[]) and u.active
         and not exists (select from calls c where c.agent_id = u.id and c.state in ('connecting', 'talking'))
         and not exists (select from call_parts p join calls c on c.id = p.call_id
           where p.user_id = u.id and p.state = 'joined' and c.state <> 'ended')`,
      [[...userIds], at],
    );
    return new Map(rows.map(({ id, since }) => [id, since]));
  }
}
