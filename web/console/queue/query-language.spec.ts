import { describe, expect, it } from '@jest/globals';
import { lastToken, parse, without, write } from './query-language';

describe('the language of the search field', () => {
  it.each([
    ['router offline', [], 'router offline'],
    ['status:open', [{ field: 'status', values: ['open'] }], ''],
    ['priority:high,urgent câmara', [{ field: 'priority', values: ['high', 'urgent'] }], 'câmara'],
    ['tag:"cold chain" tag:vip', [{ field: 'tag', values: ['cold chain', 'vip'] }], ''],
    ['http://x.example', [], 'http://x.example'],
    ['status:', [], 'status:'],
    ['"exact words" team:Field', [{ field: 'team', values: ['Field'] }], '"exact words"'],
  ])('reads %s', (text, filters, words) => expect(parse(text)).toEqual({ filters, words }));

  it.each(['status:open priority:high,urgent router', 'tag:"cold chain" tag:vip', 'assignee:"Ana Souza" chave'])(
    'writes %s as it was read',
    (text) => expect(parse(write(parse(text)))).toEqual(parse(text)),
  );

  it('takes one value away, and the filter with its last', () => {
    const query = parse('priority:high,urgent status:open');
    expect(write(without(query, 'priority', 'high'))).toBe('priority:urgent status:open');
    expect(write(without(query, 'status', 'open'))).toBe('priority:high,urgent');
  });

  it.each([
    ['rou', null, 'rou'],
    ['x stat', null, 'stat'],
    ['x status:op', 'status', 'op'],
    ['priority:high,ur', 'priority', 'ur'],
    ['tag:"cold ch', 'tag', 'cold ch'],
    ['done ', null, ''],
  ])('knows what is being typed in %s', (text, field, typed) =>
    expect(lastToken(text)).toMatchObject({ field, typed }),
  );
});
