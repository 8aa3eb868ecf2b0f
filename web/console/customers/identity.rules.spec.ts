import { describe, expect, it } from '@jest/globals';
import { shownAs } from './identity.rules';

const external = (display: string, channel: string | null = 'messenger') => ({
  kind: 'external' as const,
  channel,
  value: display.toLowerCase(),
  display,
});

describe('what is shown of how somebody is reached', () => {
  it.each([
    ['a number of a provider’s own', external('149618742936094'), { on: 'messenger' }],
    ['of a group', external('-1001234567', 'telegram'), { on: 'telegram' }],
    ['an id that is scoped to the business', external('BR.1502576394655843', 'whatsapp'), { on: 'whatsapp' }],
    ['a handle', external('@ana.souza', 'instagram'), '@ana.souza'],
    ['an id that its integrator chose', external('customer-ana', 'api'), 'customer-ana'],
    ['a mail address', { kind: 'email' as const, value: 'ana@x.example', display: 'Ana@x.example' }, 'Ana@x.example'],
    ['a phone number', { kind: 'phone' as const, value: '551198765', display: '+55 11 98765' }, '+55 11 98765'],
    ['a visitor', { kind: 'visitor' as const, value: 'v1' }, { on: 'chat' }],
  ])('%s', (_, identity, expected) => {
    expect(shownAs(identity)).toEqual(expected);
  });
});
