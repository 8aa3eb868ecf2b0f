import { expect, it } from '@jest/globals';
import type { Extension } from '../../../api/extensions.api';
import { bodyOf, valuesOf } from './extension.rules';

const ana: Extension = {
  id: 'x-1',
  kind: 'person',
  number: '201',
  name: 'Ana',
  user: { id: 'u-1', name: 'Ana' },
  phone: null,
  targets: [{ kind: 'mobile', phone: '+5511955550101' }, { kind: 'desk-phone' }],
  members: [],
  strategy: null,
  ringSeconds: 20,
  calendarId: null,
  ways: {
    busy: { to: 'extension', extensionId: 'x-2' },
    nobody: { to: 'number', phone: '+551140000000' },
    closed: { to: 'flow' },
  },
  greeting: { pt: 'Olá' },
  allowedPrefixes: ['+55'],
  monthlyLimit: 50,
  teamCalls: true,
  spent: 0,
  deskPhone: null,
  version: 3,
};

it('what was not changed is sent as it was', () => {
  const { number, name, targets, ways, ringSeconds, calendarId, allowedPrefixes, monthlyLimit, teamCalls } = ana;

  expect(bodyOf('person', valuesOf(ana), ana)).toEqual({
    ...{ number, name, targets, ways, ringSeconds, calendarId, allowedPrefixes, monthlyLimit, teamCalls },
    userId: 'u-1',
    greeting: { pt: 'Olá', en: '' },
  });
});

it('a mobile that was cleared rings no longer; the desk phone still does', () => {
  const body = bodyOf('person', { ...valuesOf(ana), 'targets[0].phone': ' ' }, ana);

  expect(body).toMatchObject({ targets: [{ kind: 'desk-phone' }] });
});

it.each(['group', 'outside'] as const)('a new one of kind %s is not sent what is not its own', (kind) => {
  expect(Object.keys(bodyOf(kind, valuesOf(undefined), undefined))).not.toContain('userId');
});
