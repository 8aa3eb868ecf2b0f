import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Organisation } from '../settings/organisation.entity.js';
import { Role, UserRole } from './role.entity.js';
import { ADMINISTRATOR } from './role.rules.js';
import { RolesService } from './roles.service.js';
import { Membership, Team } from './team.entity.js';
import type { NewUser, UserChange } from './user.dto.js';
import { User, type Language } from './user.entity.js';

export interface Newcomer {
  email: string;
  name: string;
  roleIds: string[];
  teamIds?: string[];
  language?: Language;
  timeZone?: string;
  passwordHash?: string;
}

@Injectable()
export class UsersService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly roles: RolesService,
    private readonly credentials: CredentialsService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  find(id: string): Promise<User | null> {
    return this.db.getRepository(User).findOneBy({ id });
  }

  findByEmail(email: string): Promise<User | null> {
    return this.db.getRepository(User).findOneBy({ email: normalEmail(email) });
  }

  /** Names for what people did, also of those who left. Unknown ids are left out. */
  async briefs(ids: readonly string[]): Promise<Map<string, { id: string; name: string }>> {
    if (ids.length === 0) return new Map();
    const users = await this.db
      .getRepository(User)
      .find({ where: { id: In([...new Set(ids)]) }, select: { id: true, name: true } });
    return new Map(users.map(({ id, name }) => [id, { id, name }]));
  }

  async create(actor: Actor, body: NewUser): Promise<User> {
    const { password, ...rest } = body;
    const passwordHash = password ? await this.credentials.hashNew(password, body) : undefined;
    return this.work.run(async (tx) => {
      await this.roles.grantable(tx, actor, body.roleIds);
      const user = await this.admit(tx, { ...rest, passwordHash });
      await this.audit.record(tx, {
        actor,
        action: 'user.created',
        target: { kind: 'user', id: user.id },
        data: { roleIds: body.roleIds, teamIds: body.teamIds ?? [] },
      });
      return user;
    });
  }

  /** Makes the account. Whether the actor may, and the audit entry, are the caller's. */
  async admit(tx: Tx, newcomer: Newcomer): Promise<User> {
    const organisation = (await tx.find(Organisation, { id: 1 }))!;
    const now = this.clock.now();
    const user: User = {
      id: newId(),
      email: normalEmail(newcomer.email),
      name: newcomer.name,
      language: newcomer.language ?? organisation.language,
      timeZone: newcomer.timeZone ?? organisation.timeZone,
      theme: 'system',
      signature: '',
      phone: null,
      active: true,
      availability: 'away',
      availabilityAt: now,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    const inserted = await tx.query(
      `insert into users (id, email, name, language, time_zone, availability_at, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $6, $6) on conflict do nothing returning id`,
      [user.id, user.email, user.name, user.language, user.timeZone, now],
    );
    if (inserted.length === 0) throw emailTaken();
    await this.assign(tx, user.id, newcomer.roleIds, newcomer.teamIds ?? []);
    if (newcomer.passwordHash) await this.credentials.store(tx, user.id, newcomer.passwordHash);
    return user;
  }

  async change(actor: Actor, id: string, { version, ...change }: UserChange): Promise<User> {
    return this.work.run(async (tx) => {
      const user = await tx.lock(User, { id });
      if (!user) throw notFound('user');
      if (version !== undefined && version !== user.version) throw stale(user.version);
      const before = await this.rolesOf(tx, id);
      this.roles.refuseMoreThanOwn(actor, before);
      if (change.roleIds) await this.roles.grantable(tx, actor, change.roleIds);
      if (change.name !== undefined) user.name = change.name;
      if (change.email !== undefined) await this.readdress(tx, user, normalEmail(change.email));
      if (change.active !== undefined) user.active = change.active;
      Object.assign(user, { updatedAt: this.clock.now(), version: user.version + 1 });
      await tx.manager.update(User, { id }, user);
      await this.assign(tx, id, change.roleIds, change.teamIds);
      if (change.totpEnabled === false) await this.credentials.removeTotp(tx, id);
      await this.refuseLastAdministrator(tx, before);
      await this.applyToSessions(tx, id, change);
      await this.audit.record(tx, {
        actor,
        action: 'user.changed',
        target: { kind: 'user', id },
        data: auditOf(change),
      });
      return user;
    });
  }

  private async readdress(tx: Tx, user: User, email: string): Promise<void> {
    const [taken] = await tx.query('select 1 from users where lower(email) = $1 and id <> $2', [email, user.id]);
    if (taken) throw emailTaken();
    user.email = email;
    // A link that is under way went to the old address.
    await tx.query('delete from password_resets where user_id = $1', [user.id]);
  }

  private async applyToSessions(tx: Tx, id: string, change: UserChange): Promise<void> {
    if (change.active === false) {
      await tx.query('delete from api_tokens where user_id = $1', [id]);
      await tx.query(`update users set availability = 'away', availability_at = $2 where id = $1`, [
        id,
        this.clock.now(),
      ]);
    }
    if (change.active === false || change.totpEnabled === false) return this.sessions.endAll(tx, id);
    if (change.roleIds || change.teamIds) await this.sessions.refresh(tx, [id]);
  }

  private async assign(tx: Tx, userId: string, roleIds?: string[], teamIds?: string[]): Promise<void> {
    if (roleIds) {
      await tx.manager.delete(UserRole, { userId });
      await tx.insert(
        UserRole,
        roleIds.map((roleId) => ({ userId, roleId })),
      );
    }
    if (teamIds) {
      await this.requireTeams(tx, teamIds);
      await tx.manager.delete(Membership, { userId });
      if (teamIds.length > 0) {
        await tx.insert(
          Membership,
          teamIds.map((teamId) => ({ userId, teamId })),
        );
      }
    }
  }

  async requireTeams(tx: Tx, teamIds: string[]): Promise<void> {
    const known = await tx.manager.countBy(Team, { id: In(teamIds) });
    if (known !== new Set(teamIds).size) throw invalid('teamIds', 'there is no such team');
  }

  private rolesOf(tx: Tx, userId: string): Promise<Role[]> {
    return tx.manager
      .createQueryBuilder(Role, 'r')
      .innerJoin(UserRole, 'ur', 'ur.role_id = r.id and ur.user_id = :userId', { userId })
      .getMany();
  }

  /** An installation that nobody can administer could only be opened again by hand. */
  private async refuseLastAdministrator(tx: Tx, before: Role[]): Promise<void> {
    if (!before.some((role) => role.key === ADMINISTRATOR)) return;
    // Two administrators who demote each other at the same moment must not both succeed.
    await tx.query(`select pg_advisory_xact_lock(hashtext('frontdesk administrators'))`);
    const [left] = await tx.query(
      `select 1 from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
       where u.active and r.key = $1 limit 1`,
      [ADMINISTRATOR],
    );
    if (!left) throw conflict('last_administrator', 'This is the last administrator. Make another one first.');
  }
}

const emailTaken = () => conflict('email_taken', 'Somebody here already has this e-mail address.');

export const normalEmail = (email: string): string => email.trim().toLowerCase();

function auditOf({ name, email, ...rest }: UserChange): Record<string, unknown> {
  return { ...rest, renamed: name !== undefined || undefined, readdressed: email !== undefined || undefined };
}
