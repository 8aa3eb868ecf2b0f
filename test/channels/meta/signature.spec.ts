import fc from 'fast-check';
import { isFromMeta, signatureOf } from '../../../src/channels/meta/signature.js';
import { signedByMeta } from './signed-by-meta.js';

const request = (body: Buffer, signature?: string) => ({
  method: 'POST',
  path: '',
  publicUrl: '',
  query: {},
  headers: { 'x-hub-signature-256': signature },
  body,
});

describe('the signature of a webhook of Meta', () => {
  it.each([
    // GitHub signs in the same header by the same scheme, and publishes this example of it.
    [
      'as GitHub publishes it',
      "It's a Secret to Everybody",
      'Hello, World!',
      '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    ],
    // RFC 4231: HMAC-SHA-256, test case 2.
    [
      'as RFC 4231 has it',
      'Jefe',
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
  ])('is believed %s', async (_, secret, body, hex) => {
    const bytes = Buffer.from(body);

    expect(isFromMeta(request(bytes, `sha256=${hex}`), [secret])).toBe(true);
    expect(isFromMeta(request(bytes, `sha256=${hex}`), ['another', secret])).toBe(true);
    expect(isFromMeta(request(bytes, `sha256=${hex}`), ['another'])).toBe(false);
    expect(await signedByMeta(bytes, secret)).toBe(`sha256=${hex}`);
    expect(signatureOf(bytes, secret)).toBe(`sha256=${hex}`);
  });

  it('is believed over any bytes, and over none that differ in one', async () => {
    const somewhere = fc.record({
      body: fc.uint8Array({ minLength: 1, maxLength: 300 }),
      secret: fc.string({ minLength: 1, maxLength: 64 }),
      at: fc.nat(),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(somewhere, async ({ body, secret, at, by }) => {
        const bytes = Buffer.from(body);
        const signature = await signedByMeta(bytes, secret);
        expect(isFromMeta(request(bytes, signature), [secret])).toBe(true);
        expect(isFromMeta(request(bytes, signature.toUpperCase().replace('SHA', 'sha')), [secret])).toBe(true);

        const forged = Buffer.from(bytes);
        forged[at % forged.length]! ^= by;
        expect(isFromMeta(request(forged, signature), [secret])).toBe(false);
        expect(isFromMeta(request(bytes, signature), [`${secret}!`])).toBe(false);
      }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['no digest', 'sha256='],
    ['the older scheme', `sha1=${'0'.repeat(40)}`],
    ['a digest that is cut', `sha256=${'0'.repeat(63)}`],
    ['a second digest behind it', `sha256=${'0'.repeat(64)},sha256=${'0'.repeat(64)}`],
  ])('is not believed where it is %s', (_, signature) => {
    expect(isFromMeta(request(Buffer.from('{}'), signature), ['secret', ''])).toBe(false);
  });
});
