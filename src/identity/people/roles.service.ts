import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import { allPermissions, type Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { NewRole, RoleChange } from './role.dto.js';
import { Role, UserRole } from './role.entity.js';
import { combine, covers, type RoleGrant } from './role.rules.js';

@Injectable()
export class RolesService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  all(): Promise<Role[]> {
    return this.db.getRepository(Role).find({ order: { id: 'ASC' } });
  }

  byKey(key: string): Promise<Role | null> {
    return this.db.getRepository(Role).findOneBy({ key });
  }

  /** The roles with these ids; refuses where one does not exist or gives more than the actor has. */
  async grantable(tx: Tx, actor: Actor, ids: string[], path = 'roleIds'): Promise<Role[]> {
    const roles = await tx.manager.findBy(Role, { id: In(ids) });
    if (roles.length !== new Set(ids).size) throw invalid(path, 'there is no such role');
    this.refuseMoreThanOwn(actor, roles);
    return roles;
  }

  /** Whoever grants, changes or acts on rights must have at least as many. */
  refuseMoreThanOwn(actor: Actor, roles: RoleGrant[]): void {
    if (actor.kind !== 'system' && !covers(actor, combine(roles, allPermissions()))) {
      throw forbidden('This would need rights that you do not have yourself.');
    }
  }

  create(actor: Actor, body: NewRole): Promise<Role> {
    return this.work.run(async (tx) => {
      const role: Role = {
        id: newId(),
        key: null,
        name: body.name,
        permissions: known(body.permissions),
        ticketScope: body.ticketScope,
        createdAt: this.clock.now(),
        version: 1,
      };
      this.refuseMoreThanOwn(actor, [role]);
      await this.refuseTakenName(tx, role);
      await tx.insert(Role, role);
      await this.record(tx, actor, 'role.created', role);
      return role;
    });
  }

  change(actor: Actor, id: string, { version, ...change }: RoleChange): Promise<Role> {
    return this.work.run(async (tx) => {
      const role = await this.ownMade(tx, id);
      if (version !== undefined && version !== role.version) throw stale(role.version);
      this.refuseMoreThanOwn(actor, [role]);
      Object.assign(role, change, { version: role.version + 1 });
      role.permissions = known(role.permissions);
      this.refuseMoreThanOwn(actor, [role]);
      await this.refuseTakenName(tx, role);
      await tx.manager.update(Role, { id }, role);
      const holders = await tx.manager.findBy(UserRole, { roleId: id });
      await this.sessions.refresh(
        tx,
        holders.map((h) => h.userId),
      );
      await this.record(tx, actor, 'role.changed', role);
      return role;
    });
  }

  remove(actor: Actor, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const role = await this.ownMade(tx, id);
      const [used] = await tx.query(
        'select 1 from user_roles where role_id = $1 union all select 1 from sso_connections where role_id = $1 limit 1',
        [id],
      );
      if (used)
        throw conflict('role_in_use', 'People or a sign-in provider still use this role. Give them another first.');
      await tx.query('delete from invitations where role_id = $1', [id]);
      await tx.manager.delete(Role, { id });
      await this.record(tx, actor, 'role.removed', role);
    });
  }

  private async ownMade(tx: Tx, id: string): Promise<Role> {
    const role = await tx.lock(Role, { id });
    if (!role) throw notFound('role');
    if (role.key) throw conflict('shipped_role', 'Shipped roles stay as they are. Make a role of your own.');
    return role;
  }

  private async refuseTakenName(tx: Tx, role: Role): Promise<void> {
    const [taken] = await tx.query('select 1 from roles where lower(name) = lower($1) and id <> $2', [
      role.name,
      role.id,
    ]);
    if (taken) throw conflict('name_taken', 'Another role has this name.');
  }

  private record(tx: Tx, actor: Actor, action: string, role: Role): Promise<void> {
    return this.audit.record(tx, {
      actor,
      action,
      target: { kind: 'role', id: role.id },
      data: { permissions: role.permissions, ticketScope: role.ticketScope },
    });
  }
}

function known(permissions: string[]): string[] {
  const existing = new Set<string>(allPermissions().map((p) => p.key));
  const strange = permissions.findIndex((p) => !existing.has(p));
  if (strange >= 0) throw invalid(`permissions[${strange}]`, 'there is no such permission');
  return [...new Set(permissions)];
}
