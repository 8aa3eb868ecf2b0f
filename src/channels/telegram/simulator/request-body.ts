import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface Called {
  params: Record<string, unknown>;
  file?: { name: string; type: string; content: Buffer };
}

/** The parameters of a call, from JSON or from a form with a file. */
export async function reading(request: IncomingMessage): Promise<Called> {
  const body = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) {
    return { params: body.length > 0 ? (JSON.parse(body.toString('utf8')) as Record<string, unknown>) : {} };
  }
  const form = await new Response(new Uint8Array(spaced(body)), { headers: { 'content-type': type } }).formData();
  const called: Called = { params: {} };
  for (const [name, value] of form) {
    if (typeof value === 'string') called.params[name] = value.startsWith('{') ? JSON.parse(value) : value;
    else called.file = { name: value.name, type: value.type, content: Buffer.from(await value.arrayBuffer()) };
  }
  return called;
}

/** Some clients write the heads of parts without spaces and quotes, which Telegram reads and our parser does not. */
const spaced = (body: Buffer): Buffer =>
  Buffer.from(
    body
      .toString('latin1')
      .replace(
        /\r\ncontent-disposition:\s*form-data;\s*name=("[^"\r\n]*")(?:;\s*filename="?([^"\r\n]*)"?)?\r\n/gi,
        (_, name: string, file?: string) =>
          `\r\nContent-Disposition: form-data; name=${name}${file === undefined ? '' : `; filename="${file}"`}\r\n`,
      ),
    'latin1',
  );
