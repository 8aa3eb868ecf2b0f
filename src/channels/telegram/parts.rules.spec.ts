import { partsOf } from './parts.rules.js';

const file = (type: string, size = 10) => ({
  id: 'f',
  name: 'f',
  type,
  size,
  content: () => Promise.resolve(Buffer.alloc(0)),
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
