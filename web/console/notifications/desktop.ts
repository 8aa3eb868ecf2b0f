/** Outside the page, by the system. Without `https` (or localhost) browsers have none. */
export const canShow = (): boolean => 'Notification' in window && window.isSecureContext;

export type Allowance = 'granted' | 'denied' | 'default' | 'none';

export const allowance = (): Allowance => (canShow() ? Notification.permission : 'none');

export async function askToShow(): Promise<Allowance> {
  return canShow() ? Notification.requestPermission() : 'none';
}

interface Words {
  title: string;
  body: string;
  /** What is shown twice under one name is one. */
  tag: string;
}

export function showOutside({ title, body, tag }: Words, onOpen: () => void): void {
  try {
    const shown = new Notification(title, { body, tag, icon: '/favicon.svg' });
    shown.onclick = () => {
      window.focus();
      shown.close();
      onOpen();
    };
  } catch {
    // Chromium on Android has the name, but no such constructor.
  }
}
