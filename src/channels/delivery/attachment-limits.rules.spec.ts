import { fileProblems, problemInWords } from './attachment-limits.rules.js';

const file = (name: string, type = 'image/png', size = 10) => ({ name, type, size });
const limits = { outbound: true, maxBytes: 100, maxCount: 2 };

describe('files on a line', () => {
  it.each([
    ['none', [], limits, []],
    ['as many and as large as it carries', [file('a', 'x/y', 100), file('b')], limits, []],
    ['one too many', [file('a'), file('b'), file('c')], limits, ['too_many']],
    ['one byte too large', [file('a', 'x/y', 101)], limits, ['too_large']],
    ['any, where it carries none', [file('a')], { ...limits, outbound: false }, ['no_files']],
    ['of a kind that it carries', [file('a', 'IMAGE/PNG; x=y')], { ...limits, types: ['image/*'] }, []],
    [
      'of another kind',
      [file('a', 'application/zip')],
      { ...limits, types: ['image/*', 'application/pdf'] },
      ['wrong_type'],
    ],
  ])('%s', (_, files, given, kinds) => {
    expect(fileProblems(files, given).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('are named in words', () => {
    const [problem] = fileProblems([file('plan.png', 'image/png', 6 * 1024 * 1024)], {
      ...limits,
      maxBytes: 5 * 1024 * 1024,
    });

    expect(problemInWords(problem!)).toBe('“plan.png” is larger than the 5 MB that this line carries.');
  });
});
