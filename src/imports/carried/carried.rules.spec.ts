import { CarriedIndex, isCarried, isLitter, MOST_FILE, type NamedFile } from './carried.rules.js';

const MESSAGE = { message: '77', ticket: '5001' };
const oven: NamedFile = { id: '481', name: 'oven.jpg', size: 2_000 };
const lying = (...names: string[]) => new CarriedIndex(names.map((name, n) => ({ name, size: 2_000 + n, crc: n })));

describe('a file of an archive', () => {
  it.each<[string, string, NamedFile]>([
    [
      'by the end of its address',
      'x/blobs/redirect/eyJf/oven.jpg',
      { ...oven, url: 'https://d.example/rails/blobs/redirect/eyJf/oven.jpg?x=1' },
    ],
    [
      'by an address that is but numbers',
      'ticket_attachment/5001/77/481',
      { ...oven, url: 'ticket_attachment/5001/77/481' },
    ],
    ['by a folder called by its id', 'attachments/481/oven.jpg', oven],
    ['by its id before its name', 'files/481_oven.jpg', oven],
    ['by its id alone', 'files/481.jpg', oven],
    ['by its id, under another name', 'attachments/481/scan 1.jpg', oven],
    ['by its message', 'files/77/oven.jpg', { name: 'oven.jpg' }],
    ['by its message before its name', '5001/77_oven.jpg', { name: 'oven.jpg' }],
    ['by its ticket', 'tickets/5001/attachments/Oven.JPG', { name: 'oven.jpg' }],
    ['by a folder that says what its number is of', 'ticket-5001/oven.jpg', { name: 'oven.jpg' }],
    ['by name and size', 'all/oven.jpg', { name: 'oven.jpg', size: 2_000 }],
    ['by a name that was written for a disk', '5001/my_oven_1_.jpg', { name: 'my oven (1).jpg' }],
  ])('is told %s', (_, path, file) => {
    expect(lying(path, 'other/5002/oven.png').find(file, MESSAGE)).toMatchObject({ entry: { name: path } });
  });

  it.each<[string, string, NamedFile]>([
    ['of another ticket', '5002/oven.jpg', { name: 'oven.jpg', size: 9 }],
    ['of another name on the same ticket', '5001/fridge.jpg', { name: 'oven.jpg' }],
    ['that shares nothing but a name', 'all/oven.jpg', { name: 'oven.jpg' }],
    ['whose number only begins like its own', 'files/4811_oven.jpg', { id: '481', name: 'oven.jpg' }],
  ])('is not taken for one %s', (_, path, file) => {
    expect(lying(path).find(file, MESSAGE)).toEqual({ reason: 'file_missing' });
  });

  it('is nobody’s where it could be one of several, unless they are the same', () => {
    const file = { name: 'image001.png' };
    const entries = [
      { name: '5001/a/image001.png', size: 5, crc: 1 },
      { name: '5001/b/image001.png', size: 6, crc: 2 },
    ];
    expect(new CarriedIndex(entries).find(file, MESSAGE)).toEqual({ reason: 'file_ambiguous' });
    expect(new CarriedIndex(entries).find({ ...file, size: 6 }, MESSAGE)).toMatchObject({ entry: { crc: 2 } });
    const same = entries.map((entry) => ({ ...entry, size: 5, crc: 1 }));
    expect(new CarriedIndex(same).find(file, MESSAGE)).toMatchObject({ entry: { crc: 1 } });
  });

  it('is refused where it is too large, and what belongs to nothing is told', () => {
    const index = new CarriedIndex([
      { name: '5001/oven.jpg', size: MOST_FILE + 1, crc: 1 },
      { name: 'readme.txt', size: 1, crc: 2 },
    ]);
    expect(index.find(oven, MESSAGE)).toEqual({ reason: 'file_too_large' });
    expect(index.unclaimed().map(({ name }) => name)).toEqual(['readme.txt']);
  });

  it('in a folder of attachments is no record, and what a computer adds is nothing', () => {
    expect(['attachments/5001/settings.json', 'x/files/a.json', 'tickets/42/comments.json'].map(isCarried)).toEqual([
      true,
      true,
      false,
    ]);
    expect(['__MACOSX/._a', 'a/.DS_Store', 'a/Thumbs.db', 'a/b.txt'].map(isLitter)).toEqual([true, true, true, false]);
  });
});
