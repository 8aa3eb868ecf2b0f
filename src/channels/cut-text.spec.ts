import { cutText } from './cut-text.js';

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
    expect(cutText(text, max)).toEqual(parts);
  });

  it('counts as it is told to', () => {
    expect(cutText('não não não', 10, Buffer.byteLength)).toEqual(['não não', 'não']);
  });

  it('makes no part longer than it may be, and loses no word', () => {
    const text = Array.from({ length: 3000 }, (_, n) => `word${n}`).join(' ');
    const parts = cutText(text, 4096);

    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(4096);
    expect(parts.join(' ')).toBe(text);
  });
});
