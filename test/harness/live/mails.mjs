/** Mails as people send them. */
import { createHash } from 'node:crypto';

const WORDS =
  'impressora notebook contrato sensor gateway rota visita técnico printer lease invoice camera badge alarm router screen battery update install report'.split(
    ' ',
  );

/** Letters that do not compress to nothing, and are the same on every run. */
export function filler(seed, bytes) {
  const parts = [];
  for (let at = 0, length = 0; length < bytes; at += 1) {
    const part = createHash('sha512').update(`${seed}.${at}`).digest('base64');
    parts.push(part);
    length += part.length;
  }
  return parts.join('').slice(0, bytes);
}

export function sentence(seed, words = 12) {
  const digest = createHash('sha256').update(String(seed)).digest();
  return Array.from({ length: words }, (_, at) => WORDS[digest[at % 32] % WORDS.length]).join(' ');
}

/** Text, HTML and a file: about `bytes` in all. */
export function multipart({ id, from, to, subject, text, bytes = 20_000, inReplyTo }) {
  const boundary = { mixed: `mixed-${id}`, alternative: `alternative-${id}` };
  const body = `${text}\r\n\r\n${sentence(`${id} a`, 30)}\r\n${sentence(`${id} b`, 30)}\r\n\r\nMaria Souza\r\nTel. +55 11 4002-8922\r\n`;
  const file = filler(id, Math.max(0, bytes - 3 * body.length - 1_200)).replace(/(.{76})/g, '$1\r\n');
  return Buffer.from(
    [
      `Message-ID: <${id}@customer.example>`,
      ...(inReplyTo ? [`In-Reply-To: <${inReplyTo}@customer.example>`] : []),
      `Date: Sat, 21 Nov 2026 09:00:00 -0300`,
      `From: "Customer ${from.split('@')[0]}" <${from}>`,
      `To: <${to}>`,
      `Subject: ${subject}`,
      'MIME-Version: 1.0',
      `Content-Type: multipart/mixed; boundary="${boundary.mixed}"`,
      '',
      `--${boundary.mixed}`,
      `Content-Type: multipart/alternative; boundary="${boundary.alternative}"`,
      '',
      `--${boundary.alternative}`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      body,
      `--${boundary.alternative}`,
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      `<html><body><p>${body.split('\r\n').join('<br>\r\n')}</p></body></html>`,
      `--${boundary.alternative}--`,
      '',
      `--${boundary.mixed}`,
      'Content-Type: application/pdf; name="report.pdf"',
      'Content-Disposition: attachment; filename="report.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      file,
      `--${boundary.mixed}--`,
      '',
    ].join('\r\n'),
  );
}
