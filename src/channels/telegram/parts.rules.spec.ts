import { partsOf, splitText } from './parts.rules.js';

const file = (type: string, size = 10) => ({
  id: 'f',
  name: 'f',
  type,
  size,
  content: () => Promise.resolve(Buffer.alloc(0)),
});

describe('cutting a text', () => {
  it.each([
    ['leaves what fits', 'short', 10, ['short']],
    ['between paragraphs', 'one two\n\nthree four', 12, ['one two', 'three four']],
    ['between sentences', 'One two. Three four.', 12, ['One two.', 'Three four.']],
    ['between words', 'one two three four', 10, ['one two', 'three four']],
    ['anywhere in a word without end', 'a'.repeat(25), 10, ['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]],
    ['never within a character', `${'a'.repeat(9)}😀b`, 10, ['a'.repeat(9), '😀b']],
    ['nothing into nothing', '  ', 10, []],
  ])('%s', (_, text, max, parts) => {
    expect(splitText(text, max)).toEqual(parts);
  });

  it('makes no part longer than it may be, and loses no word', () => {
    const text = Array.from({ length: 3000 }, (_, n) => `word${n}`).join(' ');
    const parts = splitText(text, 4096);

    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(4096);
    expect(parts.join(' ')).toBe(text);
  });
});

describe('what a message becomes', () => {
  it('puts the words under the first file where they fit', () => {
    expect(partsOf({ text: 'Look', files: [file('image/png'), file('application/pdf')] })).toMatchObject([
      { kind: 'photo', caption: 'Look' },
      { kind: 'document', caption: '' },
    ]);
  });

  it('says them first where they do not', () => {
    const kinds = partsOf({ text: 'x'.repeat(1100), files: [file('image/png')] }).map(({ kind }) => kind);
    expect(kinds).toEqual(['text', 'photo']);
  });

  it('sends a picture that is too large for one as a document', () => {
    expect(partsOf({ text: '', files: [file('image/png', 11 * 1024 * 1024)] })).toMatchObject([{ kind: 'document' }]);
  });
});
