import { chromium } from 'playwright-core';
const base = 'http://localhost:7970';
const args = ['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
const only = process.argv[2] ?? 'all';
const hdr = { 'X-Requested-With': 'frontdesk', 'Content-Type': 'application/json' };
async function run(kind, signIn, pages) {
  for (const [w,h,scheme] of [[1440,900,'light'],[390,844,'dark'],[390,844,'light'],[1440,900,'dark']]) {
    const ctx = await browser.newContext({ viewport: { width: w, height: h }, colorScheme: scheme });
    const r = await ctx.request.post(base + signIn.path, { headers: hdr, data: signIn.body });
    if (!r.ok()) console.log(kind, 'sign-in', r.status(), await r.text());
    const page = await ctx.newPage();
    page.on('pageerror', (e) => console.log('pageerror', e.message));
    page.on('console', (m) => m.type() === 'error' && console.log('console', m.text().slice(0, 200)));
    for (const [name, path] of pages) {
      await page.goto(base + path); await page.waitForLoadState('networkidle').catch(() => {});
      await page.waitForTimeout(500);
      const over = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      if (over > 0) console.log(name, w, 'too wide', over);
      await page.screenshot({ path: `/tmp/reports-shot-${name}-${w}-${scheme}.png`, fullPage: w === 390 && process.argv[3] === 'full' });
    }
    await ctx.close();
  }
}
if (only !== 'portal') await run('console', { path: '/api/v1/session', body: { email: 'helena@jacaranda.example', password: 'jacaranda-demo' } }, [['board','/report-requests'],['one','/report-requests/1'],['review','/report-requests/4'],['list','/report-requests?view=list']]);
if (only !== 'console') { const email = process.env.PEMAIL; await run('portal', { path: '/api/v1/portal/session', body: { email, password: 'jacaranda-demo' } }, [['preports','/portal/reports'],['pone','/portal/reports/1'],['pnew','/portal/reports/new'],['ppackages','/portal/packages'],['pmoney','/portal/money'],['pstatement','/portal/statement'],['phome','/portal/']]); }
await browser.close();
