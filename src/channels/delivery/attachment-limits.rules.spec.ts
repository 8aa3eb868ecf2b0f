import { fileProblems, limitsIn, problemInWords } from './attachment-limits.rules.js';

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
      'of a kind that it carries only smaller',
      [file('a', 'image/png', 60), file('b', 'video/mp4', 60)],
      { ...limits, sizes: [{ types: ['image/*'], maxBytes: 50 }] },
      ['too_large'],
    ],
    [
      'of another kind',
      [file('a', 'application/zip')],
      { ...limits, types: ['image/*', 'application/pdf'] },
      ['wrong_type'],
    ],
  ])('%s', (_, files, given, kinds) => {
    expect(fileProblems(files, given).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('are none under a post that takes words alone, and as ever beside it', () => {
    const line = { attachments: limits, wordsOnlyInPublic: true };

    expect(fileProblems([file('a')], limitsIn(line, true))).toEqual([{ kind: 'words_only' }]);
    expect(fileProblems([file('a')], limitsIn(line, false))).toEqual([]);
    expect(fileProblems([file('a')], limitsIn({ attachments: limits }, true))).toEqual([]);
  });

  it('differ by how the line is set', () => {
    const line = {
      attachments: { ...limits, bySettings: [{ when: { provider: 'other' }, maxBytes: 50, sizes: [] }] },
    };
    const kinds = (settings?: Record<string, unknown>) =>
      fileProblems([file('a', 'image/png', 60)], limitsIn(line, false, settings)).map(({ kind }) => kind);

    expect(kinds({ provider: 'other' })).toEqual(['too_large']);
    expect(kinds({ provider: 'first' })).toEqual([]);
    expect(kinds()).toEqual([]);
  });

  it('are named in words', () => {
    const [problem] = fileProblems([file('plan.png', 'image/png', 6 * 1024 * 1024)], {
      ...limits,
      maxBytes: 5 * 1024 * 1024,
    });

    expect(problemInWords(problem!)).toBe('“plan.png” is larger than the 5 MB that this line carries.');
  });
});
