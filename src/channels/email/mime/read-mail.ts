import { readBounce, type Bounce } from '../automatic/bounce.js';
import { automaticReason, mayAcknowledge, type AutomaticReason } from '../automatic/automatic.rules.js';
import { splitHtml } from '../../../conversations/display/quoted-html.rules.js';
import { visibleText } from '../reply/visible-text.js';
import { isForwarded } from '../threading/subject.rules.js';
import { textFromHtml } from './html-text.js';
import { parseMail } from './mail.parser.js';
import type { ParsedMail } from './parsed-mail.js';

/** Everything that needs a look at the whole mail, found in one go: this is what runs in the reading thread. */
export interface ReadMail {
  mail: ParsedMail;
  /** What is new, without quoted history. */
  visible: string;
  automatic: AutomaticReason | null;
  mayAcknowledge: boolean;
  bounce: Bounce | null;
}

/** Pure: the same bytes and sender always give the same result. */
export async function readMail(raw: Uint8Array, envelopeSender: string | null): Promise<ReadMail> {
  const mail = await parseMail(raw);
  return {
    mail,
    visible: isForwarded(mail.subject) ? mail.text : visibleOf(mail),
    automatic: automaticReason(mail, envelopeSender),
    mayAcknowledge: mayAcknowledge(mail, envelopeSender),
    bounce: readBounce(mail),
  };
}

/** The plain part where its history is recognised, else the HTML, whose programs mark theirs more clearly. */
function visibleOf(mail: ParsedMail): string {
  const plain = visibleText(mail.text);
  if (plain.folded || !mail.html) return plain.visible;
  const { visible, history } = splitHtml(mail.html);
  return history === null ? plain.visible : textFromHtml(visible) || plain.visible;
}
