/** `run` for each number from 1 to `count`, `width` of them at any time. */
export async function several(count, width, run) {
  let next = 0;
  const line = async () => {
    while (next < count) await run((next += 1));
  };
  await Promise.all(Array.from({ length: width }, line));
}
