/** An element of the answers that we give: what our own builder writes, and no more of XML. */
export interface Verb {
  name: string;
  attributes: Record<string, string>;
  children: Verb[];
  text: string;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name]!);

export function verbsOf(twiml: string): Verb[] {
  const root: Verb = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, closing, name, attributes, selfClosing, text] of twiml
    .replace(/<\?xml[^>]*\?>/, '')
    .matchAll(/<(\/?)([A-Za-z]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    const parent = open.at(-1)!;
    if (text !== undefined) parent.text += decoded(text);
    else if (closing) open.pop();
    else {
      const verb: Verb = { name: name!, attributes: attributesOf(attributes ?? ''), children: [], text: '' };
      parent.children.push(verb);
      if (!selfClosing) open.push(verb);
    }
  }
  const [response] = root.children;
  if (response?.name !== 'Response') throw new Error('the answer is not TwiML');
  return response.children;
}

const attributesOf = (given: string): Record<string, string> =>
  Object.fromEntries([...given.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name, value]) => [name!, decoded(value!)]));
