import { describe, expect, it } from '@jest/globals';
import { iconWith, placeKey, titleOf } from './title.rules';

describe('the title of a tab', () => {
  it.each([
    ['a page that has a name', { place: 'Queue', page: '#7 The lift', unread: 0 }, '#7 The lift · Frontdesk'],
    ['a page without one', { place: 'Customers', page: '', unread: 0 }, 'Customers · Frontdesk'],
    ['what waits', { place: 'Queue', page: '', unread: 3 }, '(3) Queue · Frontdesk'],
    ['a lot that waits', { place: 'Queue', page: '', unread: 120 }, '(99+) Queue · Frontdesk'],
    ['nothing known yet', { place: '', page: '', unread: 0 }, 'Frontdesk'],
  ])('says %s', (_, parts, expected) => {
    expect(titleOf(parts)).toBe(expected);
  });

  it.each([
    ['/queue', 'shell.queue'],
    ['/tickets/1042', 'shell.queue'],
    ['/tickets/new', 'queue.newTicket'],
    ['/settings', 'shell.settings'],
    ['/settings/channels/abc', 'settings.sections.channels'],
    ['/report-requests/7', 'shell.reports'],
    ['/nowhere', undefined],
  ])('names %s', (path, key) => {
    expect(placeKey(path)).toBe(key);
  });

  it('has a mark on its picture while something waits', () => {
    expect([iconWith(0), iconWith(1)]).toEqual(['/favicon.svg', '/favicon-unread.svg']);
  });
});
