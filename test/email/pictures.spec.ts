import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { TestBrowser, browserPath, journey } from '../harness/browser.js';
import { MailLab, type MessageRow } from './mail-lab.js';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
const colour = { r: 200, g: 30, b: 30 };
const drawn = sharp({ create: { width: 24, height: 16, channels: 3, background: colour } });

/** Somebody else's web server, with everything that one may find there. */
class Elsewhere {
  readonly asked: IncomingMessage[] = [];
  private constructor(
    private readonly server: Server,
    readonly base: string,
  ) {}

  static async open(): Promise<Elsewhere> {
    const png = await drawn.clone().png().toBuffer();
    const photo = await drawn
      .clone()
      .jpeg()
      .withExif({ IFD0: { Copyright: 'where it was taken' } })
      .toBuffer();
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: colour } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const server = createServer((request, response) => {
      elsewhere.asked.push(request);
      const path = request.url ?? '';
      if (path === '/logo.png') response.setHeader('set-cookie', 'track=1').end(png);
      else if (path === '/photo.jpg') response.end(photo);
      else if (path === '/lying.png') response.setHeader('content-type', 'image/png').end(SVG);
      else if (path === '/page.png') response.setHeader('content-type', 'image/png').end('<!doctype html>');
      else if (path === '/bomb.png') response.end(bomb);
      else if (path === '/broken.png') response.end(png.subarray(0, 40));
      else if (path === '/moved.png') response.writeHead(302, { location: '/logo.png' }).end();
      else if (path === '/round.png') response.writeHead(302, { location: '/round.png' }).end();
      else if (path === '/inside.png') response.writeHead(302, { location: 'http://10.0.0.1/secret.png' }).end();
      else if (path === '/file.png') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
      else if (path === '/huge.png') response.setHeader('content-length', String(100_000_000)).end(png);
      else if (path === '/endless.png') pour(response);
      else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const elsewhere = new Elsewhere(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return elsewhere;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** A body without a length and without an end. */
function pour(response: NodeJS.WritableStream): void {
  const more = (): void => {
    while (response.writable && response.write(Buffer.alloc(64 * 1024)));
  };
  response.on('drain', more);
  more();
}

let lab: MailLab;
let elsewhere: Elsewhere;
beforeAll(async () => {
  elsewhere = await Elsewhere.open();
  lab = await MailLab.open();
  await lab.inbox();
});
afterAll(async () => {
  await lab.close();
  elsewhere.close();
});
beforeEach(() => void (elsewhere.asked.length = 0));

async function mailShowing(...pictures: string[]): Promise<MessageRow> {
  const html = `<p>Hello</p>${pictures.map((path) => `<img src="${elsewhere.base}${path}">`).join('')}`;
  await lab.deliver({ from: 'ana@customer.example', subject: `Pictures ${pictures.join(' ')}`, html });
  const [ticket] = await lab.tickets();
  return (await lab.messages(ticket!))[0]!;
}

/** The addresses at which the asked-for document shows its pictures, as the frame would load them: without any cookie. */
async function addressesIn(message: MessageRow): Promise<string[]> {
  const shown = await lab.admin.get<string>(`/messages/${message.id}/html?images=1`);
  return [...shown.body.matchAll(/<img src="([^"]+)"/g)].map((found) =>
    found[1]!.replaceAll('&amp;', '&').replace('/api/v1', ''),
  );
}

const fetched = async (path: string) => lab.app.anyone.get((await addressesIn(await mailShowing(path)))[0]!);

it('fetches nothing before somebody asks for it', async () => {
  const message = await mailShowing('/logo.png');

  const shown = await lab.admin.get<string>(`/messages/${message.id}/html`);
  const offered = await addressesIn(message);

  expect(shown.body).not.toMatch(/pictures|127\.0\.0\.1/);
  expect(shown.headers.get('x-blocked-pictures')).toBe('1');
  expect(offered).toHaveLength(1);
  expect(elsewhere.asked).toEqual([]);
});

it('shows a picture drawn anew, and tells its sender nothing of the reader', async () => {
  const message = await mailShowing('/logo.png');
  const document = await lab.admin.get<string>(`/messages/${message.id}/html?images=1`);
  const [address] = await addressesIn(message);

  const picture = await fetch(`${lab.app.url}/api/v1${address}`, {
    headers: { 'user-agent': 'Reader/1', referer: 'https://desk.example/t/1', 'accept-language': 'pt-BR' },
  });

  const bytes = Buffer.from(await picture.arrayBuffer());
  expect(document.headers.get('content-security-policy')).toContain(`img-src data: 'self';`);
  expect(document.body).not.toContain('127.0.0.1');
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(picture.headers.get('cache-control')).toMatch(/^private, max-age=/);
  expect(picture.headers.get('content-security-policy')).toContain('sandbox');
  expect(picture.headers.get('set-cookie')).toBeNull();
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 24, height: 16 });
  expect(elsewhere.asked).toHaveLength(1);
  const told = JSON.stringify(elsewhere.asked[0]!.headers);
  expect(told).not.toMatch(/Reader|desk\.example|pt-BR|cookie|referer/i);
});

it('leaves out what a photo says about where it was taken', async () => {
  const [address] = await addressesIn(await mailShowing('/photo.jpg'));
  const answer = await fetch(`${lab.app.url}/api/v1${address}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect(bytes.includes('where it was taken')).toBe(false);
});

it('follows a move', async () => {
  expect((await fetched('/moved.png')).status).toBe(200);
});

it.each([
  'lying.png',
  'page.png',
  'bomb.png',
  'broken.png',
  'round.png',
  'inside.png',
  'file.png',
  'huge.png',
  'endless.png',
  'gone.png',
])('does not show %s', async (name) => {
  const answer = await fetched(`/${name}`);
  expect(answer.status).toBe(422);
  expect(answer.headers.get('content-type')).toContain('problem+json');
  expect(elsewhere.asked.length).toBeLessThanOrEqual(4);
});

it('does not reach inside the network', async () => {
  const html =
    '<img src="http://10.0.0.1/x.png"><img src="http://[::1]/x.png"><img src="http://metadata.invalid/x.png">';
  await lab.deliver({ from: 'eva@customer.example', subject: 'Inside', html });
  const [message] = await lab.messages((await lab.tickets())[0]!);
  for (const address of await addressesIn(message!)) expect((await lab.app.anyone.get(address)).status).toBe(422);
});

it('fetches for nobody what no mail shows', async () => {
  const [address] = await addressesIn(await mailShowing('/logo.png'));
  const query = new URLSearchParams(address!.split('?')[1]);
  const changed = (change: Record<string, string>) =>
    lab.app.anyone.get(`/pictures?${new URLSearchParams({ ...Object.fromEntries(query), ...change })}`);

  const other = Buffer.from(`${elsewhere.base}/other.png`).toString('base64url');
  expect((await changed({ of: other })).status).toBe(404);
  expect((await changed({ until: String(Number(query.get('until')) + 1) })).status).toBe(404);
  expect((await changed({ mac: 'a'.repeat(64) })).status).toBe(404);
  expect((await changed({ mac: 'x' })).status).toBe(422);
  expect((await changed({})).status).toBe(200);
  expect(elsewhere.asked.map((request) => request.url)).toEqual(['/logo.png']);
});

journey('in a browser', () => {
  it('shows the picture in the sandboxed frame, and asks nobody but us', async () => {
    const message = await mailShowing('/logo.png');
    const browser = await TestBrowser.launch();
    const { page, context } = await browser.person();
    const [name, ...value] = lab.admin.cookie.split('=');
    await context.addCookies([{ name: name!, value: value.join('='), url: lab.app.url }]);
    const loaded: string[] = [];
    const failed: string[] = [];
    page.on('requestfinished', (request) => loaded.push(request.url()));
    page.on('requestfailed', (request) => failed.push(request.url()));

    await page.goto(`${lab.app.url}/api/v1/messages/${message.id}/html?images=1`, { waitUntil: 'networkidle' });

    const pixels = await sharp(await page.screenshot()).stats();
    await browser.close();
    expect(browserPath).toBeDefined();
    expect(failed.filter((url) => !url.endsWith('favicon.ico'))).toEqual([]);
    expect(loaded.filter((url) => url.includes('/pictures?'))).toHaveLength(1);
    expect(loaded.every((url) => url.startsWith(lab.app.url))).toBe(true);
    expect(pixels.channels[1]!.min).toBeLessThan(40);
  });
});
