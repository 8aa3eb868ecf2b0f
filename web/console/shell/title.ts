import { useEffect } from 'react';
import { iconWith, titleOf } from './title.rules';

const now = { place: '', page: '', unread: 0 };

function show(): void {
  document.title = titleOf(now);
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const href = iconWith(now.unread);
  if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href);
}

/** The part of the console that is open: what the tab, the history and a screen reader call it. */
export function usePlaceTitle(place: string): void {
  useEffect(() => {
    now.place = place;
    show();
  }, [place]);
}

/** What just this page shows, once it is known: a ticket, a customer. */
export function usePageTitle(page: string | undefined): void {
  useEffect(() => {
    if (!page) return;
    now.page = page;
    show();
    return () => {
      now.page = '';
      show();
    };
  }, [page]);
}

/** What waits to be read counts in the tab too, also while another is in front. */
export function setUnread(unread: number): void {
  now.unread = unread;
  show();
}
