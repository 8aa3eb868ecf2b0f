/** Reply and forward marks of the mail programs that customers use, in their languages. */
const REPLY_MARK =
  /^(?:re|res|rép|réf|aw|antw|sv|vs|rif|r|odp|ynt|回复|答复)\s?(?:\[\d+\]|\(\d+\)|\d{1,2})?\s?[:：]\s*/iu;
const FORWARD_MARK = /^(?:fw|fwd|enc|encam|wg|tr|rv|i|inoltro|doorst|vb|转发)\s?(?:\[\d+\]|\(\d+\))?\s?[:：]\s*/iu;
const TICKET_NUMBER = /\[#(\d{1,12})\]/;
const MAX_MARKS = 20;

/** The number in `[#123]`. Anybody can write one, so it only counts from somebody who takes part. */
export function ticketNumberIn(subject: string): number | undefined {
  const found = TICKET_NUMBER.exec(subject)?.[1];
  return found ? Number(found) : undefined;
}

/** The subject without reply marks and our own number: what the mail is about. */
export function topicOf(subject: string): string {
  let rest = subject.replace(/\s+/g, ' ').trim();
  for (let i = 0; i < MAX_MARKS; i += 1) {
    const shorter = rest.replace(TICKET_NUMBER, '').trim().replace(REPLY_MARK, '').replace(FORWARD_MARK, '').trim();
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}

/** A forwarded mail says something with its history. */
export function isForwarded(subject: string): boolean {
  return FORWARD_MARK.test(subject.replace(TICKET_NUMBER, '').trim());
}

/** `Re: Printer [#123]`: stable, because mail programs group by it. */
export function replySubject(topic: string, ticketNumber: number, isReply: boolean): string {
  const plain = topicOf(topic);
  return `${isReply ? 'Re: ' : ''}${plain}${plain ? ' ' : ''}[#${ticketNumber}]`;
}
