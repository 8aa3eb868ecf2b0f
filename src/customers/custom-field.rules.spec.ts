import { changedFields, type FieldDefinition } from './custom-field.rules.js';

const definitions: FieldDefinition[] = [
  { key: 'contract', type: 'text', options: [] },
  { key: 'devices', type: 'number', options: [] },
  { key: 'until', type: 'date', options: [] },
  { key: 'vip', type: 'boolean', options: [] },
  { key: 'plan', type: 'select', options: ['basic', 'plus'] },
];

it.each([
  [{ contract: 'C-1' }, []],
  [{ contract: 7 }, ['fields.contract']],
  [{ contract: 'x'.repeat(2001) }, ['fields.contract']],
  [{ devices: 3.5 }, []],
  [{ devices: '3' }, ['fields.devices']],
  [{ until: '2028-02-29' }, []],
  [{ until: '2027-02-29' }, ['fields.until']],
  [{ until: '29/02/2028' }, ['fields.until']],
  [{ vip: false }, []],
  [{ vip: 'yes' }, ['fields.vip']],
  [{ plan: 'plus' }, []],
  [{ plan: 'gold' }, ['fields.plan']],
  [{ unknown: 1 }, ['fields.unknown']],
  [JSON.parse('{"__proto__": 1, "constructor": 2}') as object, ['fields.__proto__', 'fields.constructor']],
])('%j has problems at %j', (change, paths) => {
  const { problems } = changedFields(definitions, {}, change as Record<string, unknown>);
  expect(problems.map((p) => p.path)).toEqual(paths);
});

it('changes what is given, takes away what is null, and leaves the rest', () => {
  const before = { contract: 'C-1', vip: true, old: 'of a field that is gone' };

  const { fields, problems } = changedFields(definitions, before, {
    contract: 'C-2',
    vip: null,
    old: 'of a field that is gone',
  });

  expect(problems).toEqual([]);
  expect(fields).toEqual({ contract: 'C-2', old: 'of a field that is gone' });
});
