import { displayName, endingOf, typeOf } from './file-type.rules.js';

const bytes = (start: string | number[], more = 'rest'): Uint8Array =>
  Buffer.concat([typeof start === 'string' ? Buffer.from(start, 'latin1') : Buffer.from(start), Buffer.from(more)]);

describe('the type of a file', () => {
  it.each([
    ['a picture', bytes('\x89PNG\r\n\x1a\n'), 'image/png', 'image/png'],
    ['a picture that is called a page', bytes('\x89PNG\r\n\x1a\n'), 'text/html', 'image/png'],
    ['a page that is called a picture', bytes('<html>'), 'image/png', 'application/octet-stream'],
    ['a page', bytes('<html><script>'), 'text/html', 'application/octet-stream'],
    ['a drawing that may hold scripts', bytes('<svg>'), 'image/svg+xml', 'application/octet-stream'],
    ['text', bytes('a,b'), 'text/csv; charset=utf-8', 'text/csv'],
    ['bytes that are called text', bytes([0, 1, 2]), 'text/plain', 'application/octet-stream'],
    [
      'a spreadsheet',
      bytes('PK\x03\x04'),
      'application/vnd.oasis.opendocument.spreadsheet',
      'application/vnd.oasis.opendocument.spreadsheet',
    ],
    ['a packed file that is called a program', bytes('PK\x03\x04'), 'application/x-msdownload', 'application/zip'],
    ['nothing', new Uint8Array(), 'image/png', 'application/octet-stream'],
  ])('of %s', (_, content, declared, expected) => {
    expect(typeOf(content, declared)).toBe(expected);
  });
});

describe('the name of a file', () => {
  it.each([
    ['photo.jpg', 'photo.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ana\\nota fiscal.pdf', 'nota fiscal.pdf'],
    ['evil\u202egpj.exe', 'evilgpj.exe'],
    ['a"b\r\nSet-Cookie: x', 'abSet-Cookie x'],
    ['..', 'file'],
    ['', 'file'],
    [`${'ü'.repeat(300)}.docx`, `${'ü'.repeat(195)}.docx`],
  ])('%j is shown as %j', (given, expected) => {
    expect(displayName(given)).toBe(expected);
  });
});

it.each([
  ['image/jpeg', 'jpg'],
  ['AUDIO/MPEG; rate=8000', 'mp3'],
  ['video/mp4', 'mp4'],
  ['text/x-vcard', 'vcf'],
  ['application/vnd.oasis.opendocument.text', 'bin'],
  ['', 'bin'],
])('a file of the type %j without a name ends in .%s', (type, ending) => {
  expect(endingOf(type)).toBe(ending);
});
