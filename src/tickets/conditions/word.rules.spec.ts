import { phraseOf, saidIn, wordsOf } from './word.rules.js';

const said = (wanted: string, text: string): string | undefined => saidIn(phraseOf(wanted), wordsOf(text));

describe('a word of the customer’s', () => {
  it.each([
    ['router', 'Both ROUTERS are dead', 'routers'],
    ['install', 'We need somebody for the installation', 'installation'],
    ['filial', 'as filiais', 'filiais'],
    ['installing', 'Please install it', 'install'],
    ['broken', 'It is broken.', 'broken'],
    ['visita', 'Preciso de duas visitas', 'visitas'],
    ['instalação', 'pedimos a instalacao ontem', 'instalacao'],
    ['instalacao', 'as instalações atrasaram', 'instalações'],
    ['técnico', 'mandem um tecnico', 'tecnico'],
    ['orçamento', 'quero orcamentos', 'orcamentos'],
    ['on site', 'Can you come on-site today?', 'on site'],
    ['on site', 'The site is on fire', undefined],
    ['fire', 'fireplace', undefined],
    ['a', 'a b c', 'a'],
    ['', 'anything', undefined],
  ])('%j in %j', (wanted, text, found) => {
    expect(said(wanted, text)).toBe(found);
  });

  it('is looked for quickly in a long text', () => {
    const text = wordsOf('lorem ipsum roteadora rota routes router '.repeat(5_000));
    const phrase = phraseOf('visit');
    const begun = performance.now();
    for (let n = 0; n < 20; n += 1) saidIn(phrase, text);

    expect(text).toHaveLength(4_000);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
