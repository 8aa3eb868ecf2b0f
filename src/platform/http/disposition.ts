/**
 * How a browser takes a file, and under which name: `Content-Disposition` with the extended parameter of RFC 6266 section 4.3,
 * whose value is encoded as RFC 8187 section 3.2.1 says; `encodeURIComponent` leaves four characters that it does not allow.
 */
export const disposition = (how: 'attachment' | 'inline', name: string): string =>
  `${how}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`;
