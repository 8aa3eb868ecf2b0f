import type { Outbound } from '../contract.js';

export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;
const MB = 1024 * 1024;

type OutFile = Outbound['files'][number];

/** One call each; a file goes up first, and is then named by the id that it got. */
export type Part =
  { kind: 'plain'; content: object } | { kind: 'file'; file: OutFile; content: (mediaId: string) => object };

/** A number, or the id that is scoped to the business (`BR.1502…`), for which there is another field. */
export function recipientOf(address: string): { to: string } | { recipient: string } {
  return /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]+$/.test(address) ? { recipient: address } : { to: address.replace(/\D/g, '') };
}

export function partsOf(outbound: Pick<Outbound, 'text' | 'files' | 'template'>): Part[] {
  const { text, files, template } = outbound;
  if (template) return [{ kind: 'plain', content: templateContent(template) }];
  const [first, ...others] = files;
  const captioned = first && text.length <= MAX_CAPTION && mediaKind(first) !== 'audio';
  const words: Part[] =
    text && !captioned ? [{ kind: 'plain', content: { type: 'text', text: { body: text, preview_url: true } } }] : [];
  return [
    ...words,
    ...(first ? [filePart(first, captioned ? text : '')] : []),
    ...others.map((file) => filePart(file, '')),
  ];
}

function filePart(file: OutFile, caption: string): Part {
  const kind = mediaKind(file);
  return {
    kind: 'file',
    file,
    content: (id) => ({
      type: kind,
      [kind]: { id, ...(caption && { caption }), ...(kind === 'document' && { filename: file.name }) },
    }),
  };
}

/** What WhatsApp shows as it is; everything else goes as a document. */
function mediaKind({ type, size }: OutFile): 'image' | 'audio' | 'video' | 'document' {
  if (/^image\/(jpeg|png)$/.test(type) && size <= 5 * MB) return 'image';
  if (/^audio\/(aac|amr|mpeg|mp4|ogg)$/.test(type) && size <= 16 * MB) return 'audio';
  if (type === 'video/mp4' && size <= 16 * MB) return 'video';
  return 'document';
}

function templateContent({ name, language, variables }: NonNullable<Outbound['template']>): object {
  const parameters = (where: string): object[] =>
    variables
      .filter((variable) => variable.in === where)
      .map(({ name: key, value }) => ({
        type: 'text',
        text: value,
        // Numbered ones go by their place, named ones by their name.
        ...(!/^\d+$/.test(key) && { parameter_name: key }),
      }));
  const components = ['header', 'body']
    .map((type) => ({ type, parameters: parameters(type) }))
    .filter(({ parameters: given }) => given.length > 0);
  return {
    type: 'template',
    template: { name, language: { code: language }, ...(components.length > 0 && { components }) },
  };
}
