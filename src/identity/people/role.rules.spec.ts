import { combine, covers, permissionsOf, type RoleGrant, type TicketScope } from './role.rules.js';

const offers = [
  { key: 'tickets:read', roles: ['agent', 'lead'] },
  { key: 'rules:manage', roles: ['lead'] },
  { key: 'audit:read', roles: [] },
];
const shipped = (key: string, ticketScope: TicketScope = 'all'): RoleGrant => ({ key, permissions: [], ticketScope });
const custom = (...permissions: string[]): RoleGrant => ({ key: null, permissions, ticketScope: 'own' });

it.each([
  ['an agent', shipped('agent'), ['tickets:read']],
  ['a lead', shipped('lead'), ['tickets:read', 'rules:manage']],
  ['an administrator', shipped('administrator'), ['tickets:read', 'rules:manage', 'audit:read']],
  ['a custom role', custom('audit:read'), ['audit:read']],
  ['a custom role with a permission that is gone', custom('audit:read', 'faxes:send'), ['audit:read']],
])('%s may do what was offered', (_, role, expected) => {
  expect(permissionsOf(role, offers)).toEqual(expected);
});

it('adds roles up to every permission and the widest view', () => {
  const rights = combine([shipped('agent', 'team'), custom('audit:read')], offers);

  expect([...rights.permissions].sort()).toEqual(['audit:read', 'tickets:read']);
  expect(rights.ticketScope).toBe('team');
});

it('gives nobody without a role anything', () => {
  expect(combine([], offers)).toEqual({ permissions: new Set(), ticketScope: 'own' });
});

it.each([
  ['an administrator may hand on everything', shipped('administrator'), shipped('lead'), true],
  ['a lead may make agents', shipped('lead'), shipped('agent'), true],
  ['an agent may not make leads', shipped('agent'), shipped('lead'), false],
  ['the own tickets only are not enough to hand on all', custom('tickets:read'), shipped('agent'), false],
])('%s', (_, mine, theirs, expected) => {
  expect(covers(combine([mine], offers), combine([theirs], offers))).toBe(expected);
});
