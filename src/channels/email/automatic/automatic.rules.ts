import { headerOf, headersOf, type ParsedMail } from '../mime/parsed-mail.js';

export type AutomaticReason =
  | 'auto-submitted'
  | 'bounce'
  | 'receipt-notice'
  | 'feedback-report'
  | 'null-sender'
  | 'list'
  | 'bulk'
  | 'auto-reply'
  | 'system-sender';

const AUTO_REPLY_SUBJECT =
  /^\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|resposta autom[áa]tica|respuesta autom[áa]tica|risposta automatica|réponse automatique|automatische antwort|abwesenheit|fora do escrit[óo]rio|ausência tempor[áa]ria|fuera de la oficina|fuori ufficio|absence du bureau)\b/i;
const SYSTEM_SENDER =
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|nao-?responda|noreply[-+._].*|bounces?(?:[-+._].*)?)@/i;
const BULK = /^(?:bulk|junk|list|auto_reply)$/i;

type Judged = Pick<ParsedMail, 'headers' | 'from' | 'subject' | 'contentType' | 'reportType' | 'returnPath'>;

/**
 * Why a machine wrote this, or null for a person. A machine's mail opens or joins a ticket, but answers nothing and
 * triggers nothing. `X-Auto-Response-Suppress` is no reason: Exchange puts it on what people write.
 */
export function automaticReason(mail: Judged, envelopeSender: string | null): AutomaticReason | null {
  const header = (name: string): string => headerOf(mail, name)?.trim() ?? '';
  if (mail.contentType === 'multipart/report') {
    if (mail.reportType === 'disposition-notification') return 'receipt-notice';
    if (mail.reportType === 'feedback-report') return 'feedback-report';
    return 'bounce';
  }
  const submitted = header('auto-submitted').toLowerCase();
  if (submitted && !/^no(?:\s*(?:;|$))/.test(submitted)) return 'auto-submitted';
  if ((envelopeSender ?? mail.returnPath) === '') return 'null-sender';
  if (header('x-autoreply') || header('x-autorespond') || header('x-autoreply-from')) return 'auto-reply';
  if (header('list-id') || header('list-unsubscribe') || header('list-post')) return 'list';
  if (headersOf(mail, 'precedence').some((value) => BULK.test(value.trim()))) return 'bulk';
  if (mail.from && SYSTEM_SENDER.test(mail.from.address)) return 'system-sender';
  return AUTO_REPLY_SUBJECT.test(mail.subject) ? 'auto-reply' : null;
}

/** Somebody asked not to get automatic answers, or a machine would get one. */
export function mayAcknowledge(mail: Judged, envelopeSender: string | null): boolean {
  const suppress = (headerOf(mail, 'x-auto-response-suppress') ?? '').toLowerCase();
  return automaticReason(mail, envelopeSender) === null && !/\b(?:all|autoreply|oof)\b/.test(suppress);
}
