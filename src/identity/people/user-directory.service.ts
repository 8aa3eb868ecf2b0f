import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { notFound } from '../../platform/http/refusal.js';
import { decodeCursor, pageOf } from '../../platform/http/paging.js';
import { UserView, type Belonging, type UserPage, type UserQuery } from './user.dto.js';
import { User } from './user.entity.js';

/** Reads people with their roles and teams, as the API shows them. */
@Injectable()
export class UserDirectoryService {
  constructor(private readonly db: DataSource) {}

  async list(query: UserQuery): Promise<UserPage> {
    const users = this.db.getRepository(User).createQueryBuilder('u').orderBy('lower(u.name)').addOrderBy('u.id');
    if (query.active !== undefined) users.andWhere('u.active = :active', { active: query.active });
    if (query.q) {
      users.andWhere(`(plain(u.name) like '%' || plain(:q) || '%' or u.email like '%' || lower(:q) || '%')`, {
        q: query.q.replace(/[\\%_]/g, '\\$&'),
      });
    }
    if (query.team) {
      users.andWhere('exists (select from memberships m where m.user_id = u.id and m.team_id = :team)', {
        team: query.team,
      });
    }
    if (query.role) {
      users.andWhere('exists (select from user_roles r where r.user_id = u.id and r.role_id = :role)', {
        role: query.role,
      });
    }
    const after = decodeCursor(query.cursor, 2);
    if (after) users.andWhere('(lower(u.name), u.id) > (lower(:name), :id)', { name: after[0], id: after[1] });
    const rows = await users.limit(query.limit + 1).getMany();
    const belonging = await this.belonging(rows.map((u) => u.id));
    return pageOf(
      rows,
      query.limit,
      (u) => [u.name, u.id],
      (u) => UserView.of(u, belonging.get(u.id)!),
    );
  }

  async one(id: string): Promise<UserView> {
    const user = await this.db.getRepository(User).findOneBy({ id });
    if (!user) throw notFound('user');
    return UserView.of(user, (await this.belonging([id])).get(id)!);
  }

  async belonging(ids: string[]): Promise<Map<string, Belonging>> {
    const rows = await this.db.query<({ id: string } & Belonging)[]>(
      `select u.id,
         (select coalesce(json_agg(json_build_object('id', r.id, 'key', r.key, 'name', r.name) order by r.id), '[]')
            from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id) as roles,
         (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by lower(t.name)), '[]')
            from memberships m join teams t on t.id = m.team_id where m.user_id = u.id) as teams,
         exists (select from credentials c where c.user_id = u.id and c.totp_confirmed_at is not null) as "totpEnabled",
         (select max(s.seen_at) from sessions s where s.user_id = u.id) as "lastSeenAt"
       from users u where u.id = any($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, ...belonging }) => [id, belonging]));
  }
}
