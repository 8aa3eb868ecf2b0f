import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';

export const PERMISSION = 'frontdesk:permission';
export const PUBLIC = 'frontdesk:public';
/** For customers with an account of the portal, and nobody else: `portal/` has a guard of its own. */
export const PORTAL = 'frontdesk:portal';

/** Rooms add their permissions by declaration merging and list them with `definePermissions`. */
export interface Permissions {}
export type Permission = keyof Permissions & string;

export interface PermissionDefinition {
  key: Permission;
  /** Shown in the role editor, in English; the console translates by key. */
  about: string;
  /** Which of the shipped roles have it. `administrator` has all. */
  roles: ShippedRole[];
}
export type ShippedRole = 'lead' | 'agent' | 'dispatcher' | 'technician' | 'sales' | 'analyst';

const defined = new Map<string, PermissionDefinition>();

export function definePermissions(...list: PermissionDefinition[]): void {
  for (const permission of list) defined.set(permission.key, permission);
}

export const allPermissions = (): PermissionDefinition[] => [...defined.values()];

/** What a caller needs for a route. Several mean: any of them. A route without this or `@Public` stops the start. */
export const Can = (...permissions: Permission[]) => SetMetadata(PERMISSION, permissions);

/** Open to everybody signed in, whatever the role (own profile, own sessions). */
export const SignedIn = () => SetMetadata(PERMISSION, []);

/** Open to the world; says why, because a reader will ask. */
export const Public = (why: string) => SetMetadata(PUBLIC, why);

/** Who acts: a person, a script with a person's token, or the system itself. */
export interface Actor {
  kind: 'user' | 'system' | 'contact';
  id: string | null;
  name: string;
  permissions: ReadonlySet<string>;
  /** Which tickets the actor sees: every one, those of the actor's teams (and without a team), or the own. */
  ticketScope: 'all' | 'team' | 'own';
  teamIds: readonly string[];
  sessionId?: string;
  tokenId?: string;
}

export const SYSTEM: Actor = {
  kind: 'system',
  id: null,
  name: 'Frontdesk',
  permissions: new Set(),
  ticketScope: 'all',
  teamIds: [],
};

export const can = (actor: Actor, permission: Permission): boolean =>
  actor.kind === 'system' || actor.permissions.has(permission);

/** The acting person. The guard in identity puts it on the request. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<{ actor?: Actor }>();
  if (!request.actor) throw new Error('a route that asks who acts must not be public');
  return request.actor;
});
