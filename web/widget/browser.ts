import type { Scheduler } from '../../src/channels/chat/protocol/transport.js';

export const browserTime: Scheduler = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = window.setTimeout(run, ms);
    return () => window.clearTimeout(timer);
  },
};

/** A UUIDv7 (RFC 9562). `crypto.randomUUID` is missing on pages without TLS, such as those of an internal network. */
export function newId(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(16))): string {
  const bytes = [...random];
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.map((b) => b.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether the page around us is dark. Its background says more than the system's setting, which it may ignore. */
export function pageIsDark(): boolean {
  for (const element of [document.body, document.documentElement]) {
    const { backgroundColor } = getComputedStyle(element);
    const parts = backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [];
    const [r = 255, g = 255, b = 255, alpha = 1] = parts;
    if (parts.length >= 3 && alpha > 0.5) return 0.299 * r + 0.587 * g + 0.114 * b < 110;
  }
  const followsSystem = getComputedStyle(document.documentElement).colorScheme.includes('dark');
  return followsSystem && matchMedia('(prefers-color-scheme: dark)').matches;
}
