/** Once nothing more pressing is to be done, a second later at the latest. Returns how to call it off. */
export function whenIdle(work: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const idle = requestIdleCallback(work, { timeout: 1_000 });
    return () => cancelIdleCallback(idle);
  }
  // Safari has no better word for it.
  const timer = setTimeout(work, 200);
  return () => clearTimeout(timer);
}
