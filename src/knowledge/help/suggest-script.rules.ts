/**
 * The one script of the packages page: offers articles under what is written in its form. The page is whole without it.
 * It asks this desk alone, by a form as the page itself would, and puts nothing into the page but text and links. Pure.
 */
export const SUGGEST_SCRIPT = `'use strict';
(() => {
  const box = document.querySelector('[data-help]');
  const field = document.querySelector('textarea[name=text]');
  if (!box || !field) return;
  let timer;
  let asked = '';
  const show = (items) => {
    box.replaceChildren();
    box.hidden = items.length === 0;
    if (box.hidden) return;
    const head = document.createElement('b');
    head.textContent = box.dataset.help;
    const list = document.createElement('ul');
    for (const { title, summary, url, language } of items) {
      const link = document.createElement('a');
      link.href = url;
      link.target = '_blank';
      link.rel = 'noopener';
      link.lang = language;
      link.textContent = title;
      const line = document.createElement('li');
      line.append(link, summary ? ' ' + summary : '');
      list.append(line);
    }
    box.append(head, list);
  };
  const ask = async () => {
    const text = field.value.replace(/\\s+/g, ' ').trim().slice(0, 600);
    if (text === asked) return;
    asked = text;
    if (text.length < 6) return show([]);
    try {
      const body = new URLSearchParams({ text, language: document.documentElement.lang });
      const answer = await fetch('/api/v1/help-suggestions', { method: 'POST', body, credentials: 'omit' });
      const { items } = answer.ok ? await answer.json() : { items: [] };
      if (text === asked) show(items);
    } catch {
      // Whoever writes does not wait for it.
    }
  };
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 700);
  });
})();
`;
