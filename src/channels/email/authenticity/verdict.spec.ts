import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth';
import { forged, judge, proven, trustedResults } from './verdict.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const MAIL =
  'From: Ana <ana@customer.example>\r\nTo: support@desk.example\r\nSubject: Hi\r\nDate: Fri, 20 Nov 2026 10:00:00 -0300\r\nMessage-ID: <a@b>\r\n\r\nHello\r\n';
const HERE = { mailFrom: 'ana@customer.example', remote: '192.0.2.1', helo: 'mx.customer.example' };

const zone = (records: Record<string, string>) => async (name: string, type: string) => {
  const record = type === 'TXT' ? records[name] : undefined;
  if (!record) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  return [[record]];
};
const KEY_RECORD = `v=DKIM1; k=rsa; p=${publicKey.replace(/-----.*?-----|\s/g, '')}`;
const ZONE = zone({
  '_dmarc.customer.example': 'v=DMARC1; p=reject',
  's1._domainkey.customer.example': KEY_RECORD,
  's1._domainkey.evil.example': KEY_RECORD,
});

async function signed(domain: string): Promise<Buffer> {
  const { signatures } = await dkimSign(MAIL, {
    canonicalization: 'relaxed/relaxed',
    signTime: '2026-11-20T13:00:00Z',
    signatureData: [{ signingDomain: domain, selector: 's1', privateKey, algorithm: 'rsa-sha256' }],
  } as never);
  return Buffer.from(signatures + MAIL);
}

it('proves a mail that its domain signed', async () => {
  const verdict = await judge(await signed('customer.example'), HERE, ZONE);
  expect(verdict).toMatchObject({ dmarc: 'pass', dkim: 'pass', domain: 'customer.example' });
  expect([proven(verdict), forged(verdict)]).toEqual([true, false]);
});

it('sees through a mail that another domain signed', async () => {
  const verdict = await judge(await signed('evil.example'), HERE, ZONE);
  expect(verdict.dmarc).toBe('fail');
  expect(forged(verdict)).toBe(true);
});

it('sees a change after the signature', async () => {
  const changed = Buffer.from((await signed('customer.example')).toString().replace('Hello', 'Hullo'));
  expect(forged(await judge(changed, HERE, ZONE))).toBe(true);
});

it('accuses nobody where there is no policy', async () => {
  const verdict = await judge(Buffer.from(MAIL), HERE, zone({}));
  expect([proven(verdict), forged(verdict)]).toEqual([false, false]);
});

it('lets no silent name server stop a mail', async () => {
  const silent = () => Promise.reject(Object.assign(new Error('timeout'), { code: 'ETIMEOUT' }));
  const verdict = await judge(await signed('customer.example'), HERE, silent);
  expect([proven(verdict), forged(verdict)]).toEqual([false, false]);
});

it('does not demand SPF where the client is not known and the domain enforces nothing', async () => {
  const verdict = await judge(
    Buffer.from(MAIL),
    { ...HERE, remote: null },
    zone({ '_dmarc.customer.example': 'v=DMARC1; p=none' }),
  );
  expect(forged(verdict)).toBe(false);
});

describe('Authentication-Results', () => {
  const from = { name: '', address: 'ana@customer.example' };
  const results = (...values: string[]) => ({
    from,
    headers: values.map((value) => ({ name: 'authentication-results', value })),
  });

  it('counts from our own server only, and there the topmost', () => {
    const mail = results(
      'mx.desk.example; dkim=fail; dmarc=fail',
      'mx.desk.example; dmarc=pass',
      'evil.example; dmarc=pass',
    );
    expect(trustedResults(mail, 'mx.desk.example')).toMatchObject({ dmarc: 'fail', dkim: 'fail' });
    expect(trustedResults(results('evil.example; dmarc=pass'), 'mx.desk.example')).toBeNull();
    expect(trustedResults(mail, undefined)).toBeNull();
  });
});
