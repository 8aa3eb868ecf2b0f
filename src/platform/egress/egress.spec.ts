import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { Egress, type NameLookup } from './egress.js';

type Answers = Record<string, string[]>;

/** An egress whose names resolve as the test says. A name with several answers changes them from call to call. */
function egress(names: Answers = {}, allow = ''): Egress {
  const guard = new Egress(Config.fromEnvironment({ EGRESS_ALLOW: allow }), new Clock());
  guard.lookup = ((host, _options, callback) => {
    const answers = names[host] ?? [];
    const address = answers.length > 1 ? answers.shift()! : answers[0];
    if (!address) return callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
    callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
  }) as NameLookup;
  return guard;
}

const refused = expect.objectContaining({ code: 'address_refused', status: 422 });

describe('the egress guard', () => {
  it.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://0x7f.1/',
    'http://127.1/',
    'http://0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://192.0.2.1/',
    'http://198.18.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b:1::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd00:ec2::254]/',
    'http://[ff02::1]/',
    'file:///etc/passwd',
    'gopher://mail.example/',
    'ftp://files.example/',
    'javascript:alert(1)',
    'no url at all',
    '',
  ])('does not fetch %s', async (url) => {
    await expect(egress({ localhost: ['127.0.0.1'] }).fetch(url)).rejects.toThrow(
      expect.objectContaining(/localhost/.test(url) ? { message: expect.any(String) } : { code: 'address_refused' }),
    );
  });

  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '8.8.8.8'])('may reach %s', (address) => {
    expect(egress().reachable(address)).toBe(true);
  });

  it('refuses a name that points inside, for sockets too', async () => {
    const guard = egress({ 'inside.example': ['10.0.0.5'], 'mixed.example': ['::ffff:10.0.0.5'] });

    await expect(guard.resolve('inside.example')).rejects.toEqual(refused);
    await expect(guard.resolve('mixed.example')).rejects.toEqual(refused);
    await expect(guard.resolve('10.0.0.5')).rejects.toEqual(refused);
  });

  it('opens the private networks that the administrator named, and no others', async () => {
    const guard = egress({ 'mail.example': ['10.0.0.5'] }, '10.0.0.0/24, fd00::/8');

    expect(await guard.resolve('mail.example')).toBe('10.0.0.5');
    expect(guard.reachable('fd00::1')).toBe(true);
    expect(guard.reachable('10.0.1.5')).toBe(false);
    expect(guard.reachable('::ffff:10.0.0.5')).toBe(true);
  });

  describe('with a server inside', () => {
    let server: Server;
    let port: number;
    let calls = 0;
    beforeAll(async () => {
      server = createServer((request, response) => {
        calls += 1;
        if (request.url === '/away') response.writeHead(302, { location: `http://127.0.0.9:${port}/inside` }).end();
        else response.end('reached');
      });
      await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
      port = (server.address() as AddressInfo).port;
    });
    beforeEach(() => void (calls = 0));
    afterAll(() => server.close());

    it('is not fooled by a name that changes its answer (DNS rebinding)', async () => {
      const guard = egress({ 'rebind.example': ['93.184.216.34', '127.0.0.1'] });
      expect(await guard.resolve('rebind.example')).toBe('93.184.216.34');

      await expect(guard.fetch(`http://rebind.example:${port}/`)).rejects.toThrow();

      expect(calls).toBe(0);
    });

    it('does not follow a redirect by itself', async () => {
      const answer = await egress({ 'ok.example': ['127.0.0.1'] }, '127.0.0.1').fetch(`http://ok.example:${port}/away`);

      expect(answer.status).toBe(302);
      expect(calls).toBe(1);
    });

    it('judges each hop where a caller follows', async () => {
      const guard = egress({ 'ok.example': ['127.0.0.1'] }, '127.0.0.1');

      await expect(guard.fetch(`http://ok.example:${port}/away`, { redirect: 'follow' })).rejects.toThrow();

      expect(calls).toBe(1);
    });

    it('fetches what is allowed', async () => {
      const answer = await egress({ 'ok.example': ['127.0.0.1'] }, '127.0.0.1').fetch(`http://ok.example:${port}/`);

      expect(await answer.text()).toBe('reached');
    });
  });
});
