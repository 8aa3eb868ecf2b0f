/** The mail as it would have come in: what "original mail" shows, and what the count of envelopes rests on. */
export interface MailSource {
  from: { name: string; address: string };
  to: string;
  subject: string;
  text: string;
  messageId: string;
  inReplyTo: string | null;
  at: number;
}

export function mailSource({ from, to, subject, text, messageId, inReplyTo, at }: MailSource): Buffer {
  const lines = [
    `Received: from mx.${from.address.split('@')[1]} by mx.jacaranda.example with ESMTPS; ${date(at + 1_000)}`,
    `From: ${word(from.name)} <${from.address}>`,
    `To: <${to}>`,
    `Subject: ${word(subject)}`,
    `Date: ${date(at)}`,
    `Message-ID: <${messageId}>`,
    ...(inReplyTo ? [`In-Reply-To: <${inReplyTo}>`, `References: <${inReplyTo}>`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...text.split('\n'),
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'utf8');
}

const date = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000');

/** RFC 2047 where the words need it. */
const word = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text
    : (text.match(/.{1,30}/gsu) ?? []).map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
