import type { Response } from 'undici';

/** The other side says more than we take. */
export class TooLarge extends Error {
  constructor(maxBytes: number) {
    super(`It is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`);
  }
}

/** All of a body, at most so many bytes: what is larger is left where it is. */
export async function bodyOf({ body }: Pick<Response, 'body'>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw new TooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
