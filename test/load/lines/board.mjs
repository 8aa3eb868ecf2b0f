/** The dispatcher's screen in a real browser: how soon the board stands, and whether a visit follows the hand. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { Times } from '../measure.mjs';

const PATHS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const BARS = '.ec-body .ec-event:not(.ec-bg-event)';
const OPENINGS = 5;
const MOVES = 120;
/** As a mouse reports itself. */
const EVERY_MS = 16;

/** `shown`: how many bars must stand before the board counts as open. */
export async function measureBoard({ desk, api, report, day, shown }) {
  const executablePath = PATHS.find((path) => path && existsSync(path));
  if (!executablePath) return report.note('the board in a browser: skipped, there is no Chromium');
  const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const cookies = api.cookie.split('; ').map((one) => one.split('='));
    await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: desk.url })));
    const page = await context.newPage();
    const board = `${desk.url}/dispatch?day=${day}`;
    await page.goto(board);
    await standing(page, shown);
    const inView = await page.evaluate(
      (bars) =>
        [...document.querySelectorAll(bars)].filter((bar) => bar.getBoundingClientRect().top < innerHeight).length,
      BARS,
    );
    const seen = new Times();
    const complete = new Times();
    for (let at = 0; at < OPENINGS; at += 1) {
      await page.goto(`${desk.url}/settings/profile`);
      await page.getByRole('heading').first().waitFor();
      const began = performance.now();
      await page.goto(board);
      await standing(page, inView);
      seen.add(performance.now() - began);
      await standing(page, shown);
      complete.add(performance.now() - began);
    }
    report.figure({
      what: `the board in Chromium, the ${inView} bars on the screen, p50`,
      value: seen.p50,
      unit: 'ms',
      aim: { atMost: 1_000 },
    });
    report.figure({
      what: `the board in Chromium, all ${shown} bars, p50`,
      value: complete.p50,
      unit: 'ms',
      aim: { atMost: 1_000 },
    });
    const resting = await framesWhile(page, 1 / 2, () => move(page, { x: 700, y: 20 }, 200));
    const bar = await page.locator(BARS).first().boundingBox();
    const from = { x: bar.x + bar.width / 2, y: bar.y + bar.height / 2 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    const dragging = await framesWhile(page, 1 / 2, () => move(page, from, 300));
    await page.keyboard.press('Escape');
    await page.mouse.up();
    report.figure({
      what: 'a visit dragged over the board',
      value: dragging,
      unit: 'frames/s',
      // A screen of 60 Hz gives 59.9.
      aim: { atLeast: 59 },
      floor: { what: 'the same page while the mouse only moves', value: resting },
    });
  } finally {
    await browser.close();
  }
}

const standing = (page, least) =>
  page.waitForFunction(([bars, many]) => document.querySelectorAll(bars).length >= many, [BARS, least], {
    polling: 'raf',
  });

/** To and fro, so that it stays on the board. */
async function move(page, { x, y }, width) {
  for (let at = 0; at < MOVES; at += 1) {
    await page.mouse.move(x + Math.sin(at / 12) * width, y + (at % 40));
    await page.waitForTimeout(EVERY_MS);
  }
}

/** Frames a second that the page drew meanwhile, at this share of all intervals between frames. */
async function framesWhile(page, share, run) {
  await page.evaluate(() => {
    window.frameTimes = [];
    const frame = (at) => {
      window.frameTimes?.push(at);
      if (window.frameTimes) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await run();
  const times = await page.evaluate(() => {
    const { frameTimes } = window;
    window.frameTimes = undefined;
    return frameTimes;
  });
  const between = new Times();
  for (let at = 1; at < times.length; at += 1) between.add(times[at] - times[at - 1]);
  return 1_000 / between.at(share);
}
