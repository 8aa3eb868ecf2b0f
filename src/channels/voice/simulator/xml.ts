import { DomUtils, parseDocument } from 'htmlparser2';

type Nodes = ReturnType<typeof parseDocument>['children'];

/** An element of our own answers. */
export interface Verb {
  name: string;
  attributes: Record<string, string>;
  children: Verb[];
  text: string;
}

export function verbsOf(twiml: string): Verb[] {
  const [response] = verbsIn(parseDocument(twiml, { xmlMode: true }).children);
  if (response?.name !== 'Response') throw new Error('the answer is not TwiML');
  return response.children;
}

const verbsIn = (nodes: Nodes): Verb[] =>
  nodes.filter(DomUtils.isTag).map(({ name, attribs, children }) => ({
    name,
    attributes: attribs,
    children: verbsIn(children),
    text: children
      .filter(DomUtils.isText)
      .map(({ data }) => data)
      .join(''),
  }));
