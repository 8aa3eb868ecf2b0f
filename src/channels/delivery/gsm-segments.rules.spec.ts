import { segmentsOf } from './gsm-segments.rules.js';

describe('a text in segments', () => {
  it.each([
    ['nothing', '', 'gsm-7', 0, 160],
    ['one letter', 'a', 'gsm-7', 1, 159],
    ['a full one', 'a'.repeat(160), 'gsm-7', 1, 0],
    ['one letter more', 'a'.repeat(161), 'gsm-7', 2, 145],
    ['two full ones', 'a'.repeat(306), 'gsm-7', 2, 0],
    ['a third', 'a'.repeat(307), 'gsm-7', 3, 152],
    ['the euro sign, which counts twice', '€', 'gsm-7', 1, 158],
    ['eighty euro signs', '€'.repeat(80), 'gsm-7', 1, 0],
    ['a euro sign that would be cut in half', `${'a'.repeat(152)}€${'a'.repeat(20)}`, 'gsm-7', 2, 131],
    ['É and Ç, which the table has', 'ÉÇé', 'gsm-7', 1, 157],
    ['ç, which it has not', 'serviço', 'ucs-2', 1, 63],
    ['a full one with ã', 'ã'.repeat(70), 'ucs-2', 1, 0],
    ['one ã more', 'ã'.repeat(71), 'ucs-2', 2, 63],
    ['an emoji, which is two units', '👍', 'ucs-2', 1, 68],
    ['an emoji at the edge', `${'ã'.repeat(66)}👍${'ã'.repeat(10)}`, 'ucs-2', 2, 55],
  ] as const)('%s', (_, text, encoding, segments, left) => {
    expect(segmentsOf(text)).toMatchObject({ encoding, segments, left });
  });

  it('names the letter that made it dear', () => {
    expect(segmentsOf('Amanhã às 9').culprit).toBe('ã');
  });
});
