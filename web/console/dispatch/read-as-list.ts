const ROLES = ['grid', 'table', 'treegrid', 'rowgroup', 'row', 'rowheader', 'columnheader', 'gridcell', 'cell'];
const PLACES = ['aria-colindex', 'aria-colspan', 'aria-colcount', 'aria-rowindex', 'aria-rowspan', 'aria-rowcount'];
const WRONG = [...ROLES.map((role) => `[role="${role}"]`), ...PLACES.map((name) => `[${name}]`)].join(', ');

/**
 * The library calls its boxes a table whose rows and heads do not belong to each other, which a screen reader reads as
 * nonsense. Without the table it reads names, and bars that are buttons, in their order. Returns how to stop.
 */
export function readAsList(board: HTMLElement): () => void {
  const mend = () => {
    board.querySelectorAll(WRONG).forEach((box) => {
      if (ROLES.includes(box.getAttribute('role') ?? '')) box.removeAttribute('role');
      for (const name of PLACES) box.removeAttribute(name);
    });
    // What scrolls is reached by keys also where no bar lies in it.
    board.querySelectorAll<HTMLElement>('.ec-main:not([tabindex])').forEach((box) => (box.tabIndex = 0));
  };
  const watching = new MutationObserver(mend);
  watching.observe(board, { childList: true, subtree: true, attributes: true, attributeFilter: ['role', ...PLACES] });
  mend();
  return () => watching.disconnect();
}
