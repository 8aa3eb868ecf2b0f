import { pictureKind } from './picture-kind.rules.js';

it.each([
  ['a PNG', '\x89PNG\r\n\x1a\n\0\0', 'png'],
  ['a JPEG', '\xff\xd8\xff\xe0', 'jpeg'],
  ['an old GIF', 'GIF87a', 'gif'],
  ['a GIF', 'GIF89a', 'gif'],
  ['a WebP', 'RIFF\0\0\0\0WEBPVP8 ', 'webp'],
  ['a sound in the same wrapping', 'RIFF\0\0\0\0WAVEfmt ', null],
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', null],
  ['a page', '<!doctype html>', null],
  ['a PNG behind something else', ' \x89PNG\r\n\x1a\n', null],
  ['nothing', '', null],
])('%s', (_, bytes, kind) => {
  expect(pictureKind(Buffer.from(bytes, 'latin1'))).toBe(kind);
});
