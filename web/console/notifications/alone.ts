/** Longer than tabs of one browser hear of the same thing apart. */
const HOLD_MS = 4_000;

/** Of several tabs that hear the same, one does it. Without locks (plain HTTP) each of them does. */
export async function aloneAmongTabs(name: string, act: () => void): Promise<void> {
  // Only secure pages have them.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return act();
  await locks.request(`frontdesk.${name}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    act();
    await new Promise((done) => setTimeout(done, HOLD_MS));
  });
}
