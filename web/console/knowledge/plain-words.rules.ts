const BLOCKS = new Set(['P', 'DIV', 'H2', 'H3', 'H4', 'UL', 'OL', 'BLOCKQUOTE', 'PRE', 'TABLE', 'FIGURE', 'DL']);

/** What an article says, for a channel that has only words: a line for each point, a blank one between paragraphs. */
export function wordsOfHtml(html: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return partsOf(parsed.body)
    .join('')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function partsOf(node: Node): string[] {
  return [...node.childNodes].flatMap((child) => {
    if (child.nodeType === 3) return [(child.textContent ?? '').replace(/\s+/g, ' ')];
    const inner = partsOf(child);
    switch (child.nodeName) {
      case 'BR':
        return ['\n'];
      case 'LI': {
        const isNumbered = child.parentNode?.nodeName === 'OL';
        const items = [...(child.parentNode?.childNodes ?? [])].filter(({ nodeName }) => nodeName === 'LI');
        return [isNumbered ? `${items.indexOf(child) + 1}. ` : '- ', inner.join('').trim(), '\n'];
      }
      case 'TD':
      case 'TH':
        return [...inner, ' '];
      case 'TR':
        return [...inner, '\n'];
      default:
        return BLOCKS.has(child.nodeName) ? ['\n', ...inner, '\n\n'] : inner;
    }
  });
}
