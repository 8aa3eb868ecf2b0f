import { neverLeft } from './never-left.js';

const behind = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

describe('a request that failed', () => {
  it.each(['ENOTFOUND', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'address_refused'])(
    'never left where the reason is %s',
    (code) => {
      expect(neverLeft(behind(code))).toBe(true);
    },
  );

  it.each(['ECONNRESET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_SOCKET'])('may have been taken after %s', (code) => {
    expect(neverLeft(behind(code))).toBe(false);
  });

  it.each([[undefined], [null], ['no error at all'], [new Error('without a code')]])(
    'may have been taken: %s',
    (error) => {
      expect(neverLeft(error)).toBe(false);
    },
  );
});
