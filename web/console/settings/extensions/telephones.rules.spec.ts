import { expect, it } from '@jest/globals';
import type { Extension } from '../../../api/extensions.api';
import { telephonesOf } from './telephones.rules';

const MOBILE = { kind: 'mobile' as const, phone: '+5511955550790' };
const DESK = { kind: 'desk-phone' as const };
const account = { username: 'ana', domain: 'desk.sip.example' };

it.each<[string, Partial<Extension>, { word: string; phone?: string }[]]>([
  ['nothing beside the console', {}, [{ word: 'consoleAlone' }]],
  ['nothing for team calls, where there is no telephone', { teamCalls: true }, [{ word: 'consoleAlone' }]],
  ['a mobile by its number', { targets: [MOBILE] }, [{ word: 'mobileAt', phone: MOBILE.phone }]],
  ['a desk phone that can sign in', { targets: [DESK], deskPhone: account }, [{ word: 'deskPhone' }]],
  ['a desk phone that has no account', { targets: [DESK] }, [{ word: 'deskPhoneWithout' }]],
  [
    'all of them, for team calls too',
    { targets: [MOBILE, DESK], deskPhone: account, teamCalls: true },
    [{ word: 'mobileAt', phone: MOBILE.phone }, { word: 'deskPhone' }, { word: 'forTeamCalls' }],
  ],
])('the list of extensions shows %s', (_, given, expected) => {
  expect(telephonesOf({ targets: [], teamCalls: false, deskPhone: null, ...given })).toEqual(expected);
});
