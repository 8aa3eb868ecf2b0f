import type { MessageTemplate } from '../channels/contract.js';
import { fillIn, inLanguage, nextAfter, problemsWith, unknownIn, wordingFor, type Reader } from './broadcast.rules.js';

const ana: Reader = {
  name: 'Ana Lima',
  company: '',
  fields: { plan: 'gold' },
  companyFields: {},
  agent: 'Rui',
  optOutLink: 'https://desk.example/u/abc',
};
const template = (language: string, status: MessageTemplate['status'] = 'approved'): MessageTemplate => ({
  name: 'news',
  language,
  category: 'marketing',
  status,
  body: 'Olá {{1}}',
  buttons: [],
  variables: [{ in: 'body', name: '1' }],
});

describe('a text for many', () => {
  it.each([
    ['a name', 'Hi {{customer.name}}', 'Hi Ana Lima'],
    ['the first name, by the other word', 'Hi {{ contact.first_name }}', 'Hi Ana'],
    ['a field of one’s own', 'Plan {{customer.field.plan}}', 'Plan gold'],
    ['what is not known', 'At {{company.name}}.', 'At .'],
    ['what is not known, with other words', 'At {{company.name|your company}}.', 'At your company.'],
    ['what no variable is', '{{nonsense}}', '{{nonsense}}'],
    ['the way out', '{{opt_out_link}}', 'https://desk.example/u/abc'],
  ])('fills in %s', (_, text, expected) => {
    expect(fillIn(text, ana)).toBe(expected);
  });

  it('lets no name bring lines or variables of its own', () => {
    const hostile = { ...ana, name: 'Eve\r\nBcc: x {{agent.name}}' };

    expect(fillIn('Hi {{customer.name}}', hostile)).toBe('Hi Eve Bcc: x {{agent.name}}');
  });

  it('names what is no variable', () => {
    expect(unknownIn('{{customer.name}} {{customer.nmae}} {{customer.field.plan|x}} {{ }}')).toEqual([
      '{{customer.nmae}}',
      '{{ }}',
    ]);
  });
});

it.each([
  ['pt-BR', 'pt-BR'],
  ['pt', 'pt-BR'],
  ['EN_us', 'en'],
  ['de', 'pt-BR'],
  [null, 'pt-BR'],
])('who speaks %s reads it in %s', (wanted, expected) => {
  expect(inLanguage([{ language: 'pt-BR' }, { language: 'en' }], wanted)?.language).toBe(expected);
});

describe('a template for many', () => {
  const content = {
    template: {
      name: 'news',
      language: 'en_US',
      variables: [{ in: 'body' as const, name: '1', value: '{{customer.first_name}}' }],
    },
  };

  it('goes in the reader’s language where it is approved in it, else in the one that was chosen', () => {
    const line = [template('pt_BR'), template('en_US'), template('es', 'waiting')];
    const language = (wanted: string) => wordingFor(content, wanted, ana, line)?.template?.language;

    expect(language('pt-BR')).toBe('pt_BR');
    expect(language('es')).toBe('en_US');
    expect(wordingFor(content, 'pt', ana, line)?.template?.variables).toEqual([
      { in: 'body', name: '1', value: 'Ana' },
    ]);
  });

  it('says nothing where nothing is approved', () => {
    expect(wordingFor(content, 'pt', ana, [template('en_US', 'refused')])).toBeNull();
  });
});

describe('what hinders it', () => {
  const mail = { subject: true, maxText: 100, windowHours: null, hasTemplates: false };
  const text = { language: 'en', subject: 'News', text: 'Hello' };
  const everybody = { filters: { everybody: true } };

  it.each([
    ['nothing', everybody, { texts: [text] }, []],
    ['nobody was named', {}, { texts: [text] }, ['audience']],
    ['an empty filter, which is not everybody', { filters: { tags: [] } }, { texts: [text] }, ['audience']],
    ['a list and a filter', { contactIds: ['1'], filters: { tags: ['vip'] } }, { texts: [text] }, ['audience']],
    ['no words', everybody, {}, ['content.texts']],
    [
      'no subject on a line that has them',
      everybody,
      { texts: [{ ...text, subject: ' ' }] },
      ['content.texts[0].subject'],
    ],
    ['too many words', everybody, { texts: [{ ...text, text: 'x'.repeat(101) }] }, ['content.texts[0].text']],
    ['a language twice', everybody, { texts: [text, { ...text, language: 'EN' }] }, ['content.texts[1].language']],
    ['a variable that does not exist', everybody, { texts: [{ ...text, text: '{{x}}' }] }, ['content.texts[0].text']],
  ])('%s', (_, audience, content, paths) => {
    expect(problemsWith({ audience, content }, mail, []).map(({ path }) => path)).toEqual(paths);
  });

  it('is a template that is not approved, or not filled in', () => {
    const variables = [{ in: 'body' as const, name: '1', value: ' ' }];
    const asked = (language: string) =>
      problemsWith(
        { audience: everybody, content: { template: { name: 'news', language, variables } } },
        { ...mail, subject: false, windowHours: 24, hasTemplates: true },
        [template('pt_BR'), template('es', 'paused')],
      ).map(({ path }) => path);

    expect(asked('es')).toEqual(['content.template']);
    expect(asked('pt_BR')).toEqual(['content.template.variables.1']);
  });
});

describe('at sixty a minute', () => {
  const at = (ms: number) => new Date(1_000_000 + ms);

  it.each([
    ['the first', null, at(0), at(0)],
    ['one in time', at(0), at(0), at(1_000)],
    ['one that is late', at(0), at(700), at(1_000)],
    ['one after a pause of a minute', at(0), at(60_000), at(60_000)],
  ])('%s plans the next', (_, planned, now, expected) => {
    expect(nextAfter(planned, now, 60)).toEqual(expected);
  });

  it('without a bound it may go at once', () => {
    expect(nextAfter(null, at(5), null)).toEqual(at(5));
  });
});
