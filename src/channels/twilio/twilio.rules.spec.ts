import twilio from 'twilio';
import { hmacHex } from '../../platform/crypto/tokens.js';
import type { HookRequest } from '../contract.js';
import { NotReached, sendFailure } from './failure.rules.js';
import { signedByTwilio } from './signature.js';

const SID = `AC${'a'.repeat(32)}`;
const TOKEN = '12345';
const URL_OF_OURS = 'https://desk.example/hooks/twilio/1/sms?message=2';

describe('a signature of Twilio', () => {
  const params: Record<string, string> = {
    AccountSid: SID,
    Body: 'Olá, mundo & cia + 100% 😀',
    From: '+5511987654321',
    ' Odd ': '  kept as it is  ',
  };
  const request = (more: Partial<HookRequest> = {}, form: Record<string, string> = params): HookRequest => ({
    method: 'POST',
    path: 'sms',
    publicUrl: URL_OF_OURS,
    query: {},
    body: Buffer.from(new URLSearchParams(form).toString()),
    headers: { 'x-twilio-signature': twilio.getExpectedTwilioSignature(TOKEN, URL_OF_OURS, form) },
    ...more,
  });
  const account = (tokens = [TOKEN], sid = SID) => ({ sid, tokens, simulated: false });
  const isRight = async (what: HookRequest, of = account()) => (await signedByTwilio(what, of)) !== null;

  it('is right on exactly these bytes, and gives the parameters', async () => {
    expect(await signedByTwilio(request(), account())).toMatchObject({ Body: params.Body, ' Odd ': params[' Odd '] });
  });

  it('is the documented one of the package (vector of its own documentation)', async () => {
    const form = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    };
    expect(twilio.getExpectedTwilioSignature('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', form)).toBe(
      'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
    );
  });

  it.each([
    [
      'one letter of the text is another',
      request({ body: Buffer.from(new URLSearchParams({ ...params, Body: 'Ola' }).toString()) }),
    ],
    ['a parameter more', request({ body: Buffer.from(`${new URLSearchParams(params).toString()}&Extra=1`) })],
    ['a parameter less', request({ body: Buffer.from(`AccountSid=${SID}`) })],
    ['another path', request({ publicUrl: URL_OF_OURS.replace('/1/', '/2/') })],
    ['another query', request({ publicUrl: URL_OF_OURS.replace('message=2', 'message=3') })],
    ['plain http', request({ publicUrl: URL_OF_OURS.replace('https', 'http') })],
    ['no signature', request({ headers: {} })],
    ['an empty one', request({ headers: { 'x-twilio-signature': '' } })],
    ['another scheme', request({ headers: { 'x-twilio-signature': hmacHex(TOKEN, 'x') } })],
  ])('is wrong with %s', async (_, forged) => {
    expect(await isRight(forged)).toBe(false);
  });

  it('is wrong by one flipped byte of the signature, wherever it is', async () => {
    const right = request().headers['x-twilio-signature']!;
    for (let at = 0; at < right.length - 1; at += 1) {
      const forged = right.slice(0, at) + (right[at] === 'A' ? 'B' : 'A') + right.slice(at + 1);
      expect(await isRight(request({ headers: { 'x-twilio-signature': forged } }))).toBe(false);
    }
  });

  it('is wrong with another inbox’s token, and right with the next one while tokens change', async () => {
    expect(await isRight(request(), account(['another']))).toBe(false);
    expect(await isRight(request(), account([]))).toBe(false);
    expect(await isRight(request(), account(['another', TOKEN]))).toBe(true);
  });

  it('is not enough where the account is another one', async () => {
    expect(await isRight(request(), account([TOKEN], `AC${'b'.repeat(32)}`))).toBe(false);
  });

  it('bears the port that Twilio leaves out', async () => {
    expect(await isRight(request({ publicUrl: URL_OF_OURS.replace('.example/', '.example:443/') }))).toBe(true);
  });
});

describe('what a failure of Twilio means', () => {
  it.each([
    ['nobody was reached', new NotReached('ECONNREFUSED'), 'passing', false, false],
    ['too many at once', { status: 429, code: 20429 }, 'passing', false, false],
    ['too many at once, without a code', { status: 429 }, 'passing', false, false],
    ['an error of theirs', { status: 500, code: 20500 }, 'unknown', false, false],
    ['a gateway', { status: 503 }, 'unknown', false, false],
    ['no answer', new Error('The operation was aborted due to timeout'), 'unknown', false, false],
    ['not a number', { status: 400, code: 21211 }, 'permanent', true, false],
    ['not a mobile', { status: 400, code: 21614 }, 'permanent', true, false],
    ['opted out', { status: 400, code: 21610 }, 'permanent', false, true],
    ['a full queue', { status: 400, code: 21611 }, 'passing', false, false],
    ['a wrong token', { status: 401, code: 20003 }, 'permanent', false, false],
    ['something new', { status: 400, code: 29999, message: 'Something new' }, 'permanent', false, false],
  ])('%s', (_, error, kind, undeliverable, optedOut) => {
    expect(sendFailure(error)).toMatchObject({ kind, undeliverable, optedOut });
  });
});
