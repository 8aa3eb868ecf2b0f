import type { BarFacts } from './bar-facts';

/**
 * The inside of a bar. Plain nodes, because the library that lays the bars out draws them itself, hundreds at a time
 * and anew on every frame of a drag.
 */
export function barContent({ who, what, loud, read, mark, gone, hop }: BarFacts): Node[] {
  const nodes: Node[] = [
    make('span', { class: 'bar-who' }, who),
    make('span', { class: 'bar-what', 'data-loud': String(loud) }, what),
    make('span', { class: 'sr' }, read),
  ];
  if (mark) {
    nodes.push(
      make('span', { class: 'bar-mark', 'data-mark': mark.kind, title: mark.words, 'aria-hidden': 'true' }, '!'),
    );
    nodes.push(make('span', { class: 'sr' }, `. ${mark.words}`));
  }
  if (gone !== undefined) nodes.push(make('span', { class: 'bar-gone', style: `width: ${gone}` }));
  if (hop) nodes.push(way(hop));
  return nodes;
}

/** The way there, drawn before the bar that it leads to. */
function way({ state, width, minutes }: NonNullable<BarFacts['hop']>): HTMLElement {
  const line = make('span', {
    class: 'bar-hop',
    'aria-hidden': 'true',
    'data-state': state,
    style: `width: ${width}`,
  });
  if (minutes) line.append(make('i', {}, minutes));
  return line;
}

function make(tag: string, attributes: Record<string, string>, text = ''): HTMLElement {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.textContent = text;
  return node;
}
