import { ApiTokensService } from '../../src/identity/tokens/api-tokens.service.js';
import { SYSTEM } from '../../src/platform/http/access.decorators.js';
import { TestApp } from '../harness/app.js';
import { customer, EVERYTHING } from '../harness/customers.js';
import type { Door } from '../harness/door.js';
import { Make } from '../harness/make.js';
import { SHIPPED_ROLES, signIn, type ShippedRoleKey } from '../harness/people.js';
import { MATRIX, type Who } from './matrix.table.js';

type Caller = ShippedRoleKey | 'nobody' | 'token without scopes' | 'customer' | 'customer with every right';
type Verdict = 'through' | 'not signed in' | 'not allowed';

const NOTHING_HERE = '00000000-0000-7000-8000-000000000000';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

describe('who may what', () => {
  let app: TestApp;
  let routes: string[];
  const doors = new Map<Caller, Door>();

  beforeAll(async () => {
    app = await TestApp.boot();
    routes = await documentedRoutes();
    doors.set('nobody', app.anyone);
    for (const role of SHIPPED_ROLES) doors.set(role, await signIn(app, role));
    doors.set('token without scopes', await tokenWithoutScopes());
    doors.set('customer', await customer(app));
    doors.set('customer with every right', await customerWithEveryRight());
  });
  afterAll(() => app.close());

  async function documentedRoutes(): Promise<string[]> {
    const { body } = await app.anyone.get<{ paths: Record<string, object> }>('//api/openapi.json');
    return Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => METHODS.includes(method))
        .map((method) => `${method.toUpperCase()} ${path.replace(/^\/api\/v1/, '')}`),
    );
  }

  async function tokenWithoutScopes(): Promise<Door> {
    const owner = await signIn(app, 'administrator');
    const { token } = await app.get(ApiTokensService).create(SYSTEM, owner.id, { name: 'none', scopes: [] });
    return app.anyone.with({ Authorization: `Bearer ${token}` });
  }

  async function customerWithEveryRight(): Promise<Door> {
    const company = await new Make(app).company();
    return customer(app, { companyId: company.id, rights: EVERYTHING });
  }

  /** An empty body and ids of nothing: enough to see whether one gets past the guard, without changing anything. */
  async function verdictOf(route: string, caller: Caller): Promise<Verdict> {
    const [method, path] = route.split(' ') as [string, string];
    const body = method === 'GET' ? undefined : {};
    const answer = await doors.get(caller)!.send(method, path.replace(/\{[^}]+\}/g, NOTHING_HERE), body);
    if (route === 'DELETE /session' && answer.status === 204) {
      doors.set(caller, await signIn(app, caller as ShippedRoleKey));
    }
    if (route === 'DELETE /portal/session' && answer.status === 204) {
      doors.set(caller, caller === 'customer' ? await customer(app) : await customerWithEveryRight());
    }
    expect([route, caller, answer.status >= 500 ? answer.status : 'no accident']).toEqual([
      route,
      caller,
      'no accident',
    ]);
    if (answer.status === 401) return refusedByGuard(route, answer.body) ? 'not signed in' : 'through';
    return answer.status === 403 ? 'not allowed' : 'through';
  }

  /** Some public routes ask for a proof of their own, such as a visitor's token, and refuse without it. */
  const refusedByGuard = (route: string, body: Record<string, unknown>): boolean =>
    MATRIX[route] !== 'public' || body.detail === 'Sign in first.';

  it('has a line for every route, and a route for every line', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.filter((route) => !(route in MATRIX))).toEqual([]);
    expect(Object.keys(MATRIX).filter((route) => !routes.includes(route))).toEqual([]);
  });

  it('names only roles that exist', () => {
    const named = Object.values(MATRIX)
      .filter((who) => !['public', 'signed-in', 'session'].includes(who) && !isPortal(who))
      .flatMap((who) => who.split(' '));

    expect(named.filter((role) => !SHIPPED_ROLES.includes(role as ShippedRoleKey))).toEqual([]);
  });

  const callers: Caller[] = [
    'nobody',
    'token without scopes',
    'customer',
    'customer with every right',
    ...SHIPPED_ROLES,
  ];
  it.each(callers)(
    'holds for %s, at every route',
    async (caller) => {
      const wrong: string[] = [];
      for (const [route, who] of Object.entries(MATRIX)) {
        if (!routes.includes(route)) continue;
        const [expected, seen] = [expectation(who, caller), await verdictOf(route, caller)];
        if (seen !== expected) wrong.push(`${route}: expected ${expected}, was ${seen}`);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});

const isPortal = (who: Who): boolean => /^portal\b/.test(who);

function expectation(who: Who, caller: Caller): Verdict {
  if (who === 'public') return 'through';
  if (caller === 'nobody') return 'not signed in';
  // Two houses with a wall between: whoever is signed in to one is a stranger in the other.
  const isCustomer = caller === 'customer' || caller === 'customer with every right';
  if (isPortal(who) !== isCustomer) return 'not signed in';
  if (isCustomer) return who === 'portal' || caller === 'customer with every right' ? 'through' : 'not allowed';
  if (who === 'signed-in') return 'through';
  if (caller === 'token without scopes') return 'not allowed';
  if (who === 'session' || caller === 'administrator') return 'through';
  return who.split(' ').includes(caller) ? 'through' : 'not allowed';
}
