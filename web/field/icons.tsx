import type { ComponentChildren } from 'preact';

const SHAPES = {
  arrow: <path d="M5 12h14M13.5 6.5 19 12l-5.5 5.5" />,
  camera: (
    <>
      <path d="M4 8h3.5L9 5.5h6L16.5 8H20v11H4z" />
      <circle cx="12" cy="13.2" r="3.2" />
    </>
  ),
  cannot: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m9 9 6 6M15 9l-6 6" />
    </>
  ),
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  checks: <path d="m3 12.5 4.5 4.5L17 7.5M12.5 17 22 7.5" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V12l3 2" />
    </>
  ),
  cross: <path d="m6 6 12 12M18 6 6 18" />,
  dots: <path d="M5.5 12v.01M12 12v.01M18.5 12v.01" stroke-width="2.6" />,
  down: <path d="m6 9.5 6 6 6-6" />,
  install: (
    <>
      <path d="M9 3v5M15 3v5" />
      <path d="M6 8h12v3a6 6 0 0 1-12 0z" />
      <path d="M12 17v4" />
    </>
  ),
  key: (
    <>
      <circle cx="8" cy="15.5" r="4" />
      <path d="m11 12.5 8.5-8.5M16 7.5l3 3" />
    </>
  ),
  left: <path d="m14.5 6-6 6 6 6" />,
  lock: (
    <>
      <rect x="5" y="11" width="14" height="9" rx="2" />
      <path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" />
    </>
  ),
  lunch: (
    <>
      <path d="M5 9h11v6a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4z" />
      <path d="M16 10.5h1.5a2.5 2.5 0 0 1 0 5H16M8.5 3.5v2.5M12.5 3.5v2.5" />
    </>
  ),
  msg: (
    <>
      <path d="M4 5h16v11h-8l-4.5 3.5V16H4z" />
      <path d="M8 9.5h8M8 12.5h5" />
    </>
  ),
  nav: <path d="M20.5 3.5 13 21l-3-7-7-3z" />,
  offline: (
    <>
      <path d="M9.5 5.5A6 6 0 0 1 17.7 10 4.5 4.5 0 0 1 20.5 17M16.5 18.5H7.5a4.5 4.5 0 0 1-1.2-8.8" />
      <path d="m3.5 3.5 17 17" />
    </>
  ),
  okc: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m8.5 12.3 2.5 2.5 4.7-5" />
    </>
  ),
  part: (
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="m12 3 7.8 4.5v9L12 21l-7.8-4.5v-9z" />
    </>
  ),
  pause: <path d="M9 6v12M15 6v12" />,
  pen: <path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4" />,
  person: (
    <>
      <circle cx="12" cy="8.5" r="3.8" />
      <path d="M4.5 20a7.5 7.5 0 0 1 15 0" />
    </>
  ),
  phone: (
    <path d="M5 4h4l1.8 4.6-2.3 1.5a11.5 11.5 0 0 0 5.4 5.4l1.5-2.3L20 15v4a1.6 1.6 0 0 1-1.7 1.6A15.5 15.5 0 0 1 3.4 5.7 1.6 1.6 0 0 1 5 4z" />
  ),
  pin: (
    <>
      <path d="M12 21s-6.5-5.6-6.5-10.5a6.5 6.5 0 0 1 13 0C18.5 15.4 12 21 12 21z" />
      <circle cx="12" cy="10.5" r="2.3" />
    </>
  ),
  plus: <path d="M12 5v14M5 12h14" />,
  repair: (
    <path d="M14.5 5.2a4.6 4.6 0 0 0-5.7 5.7L4 15.7a2.4 2.4 0 0 0 3.4 3.4l.9-.1 4.8-4.8a4.6 4.6 0 0 0 5.7-5.7l-2.9 2.9-2.7-.6-.6-2.7z" />
  ),
  right: <path d="m9.5 6 6 6-6 6" />,
  router: (
    <>
      <rect x="3.5" y="13" width="17" height="7" rx="1.5" />
      <path d="M7.5 16.5v.01M11 16.5v.01M16 13v-3M13 8a4.2 4.2 0 0 1 6 0M11 5.5a7.5 7.5 0 0 1 10 0" />
    </>
  ),
  scan: (
    <path d="M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M4 12h16" />
  ),
  today: (
    <>
      <rect x="4" y="5" width="16" height="15" rx="2" />
      <path d="M4 9.5h16M8.5 3v4M15.5 3v4M8 13h3v3H8z" />
    </>
  ),
  truck: (
    <>
      <path d="M3 6.5h10.5V16H3zM13.5 10H18l3 3.2V16h-7.5" />
      <circle cx="7.5" cy="17.5" r="1.8" />
      <circle cx="17" cy="17.5" r="1.8" />
    </>
  ),
  undo: (
    <>
      <path d="M9 14 4.5 9.5 9 5" />
      <path d="M4.5 9.5H15a5 5 0 0 1 0 10h-3" />
    </>
  ),
  warn: <path d="M12 4 21 19.5H3zM12 10v4.5M12 17v.01" />,
} satisfies Record<string, ComponentChildren>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = 20 }: { name: IconName; size?: 14 | 16 | 20 | 24 }) {
  return (
    <svg class={`i i${size}`} viewBox="0 0 24 24" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
