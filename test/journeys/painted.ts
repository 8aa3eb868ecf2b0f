/** To be evaluated in a page after a change of its look: what that made move has arrived, and is drawn. */
export const PAINTED = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() =>
  Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime < 2_000).map((one) => one.finished)))`;
