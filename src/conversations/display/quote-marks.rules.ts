/** How mail programs announce what they quote. Each pattern sees one line, white space trimmed, at most 400 characters. */
const ATTRIBUTIONS = [
  /^On\b.{5,300}\bwrote\s?:$/i,
  /^.{3,200}\bwrote on\b.{5,100}:$/i,
  /^(?:Em|No dia|A)\b.{5,300}\bescreveu\s?:$/i,
  /^Em\b.{5,300}\bescreveu\b.{0,80}:$/i,
  /^El\b.{5,300}\bescribi[óo]\s?:$/i,
  /^.{3,200}\bescribi[óo] el\b.{5,100}:$/i,
  /^(?:Il|Il giorno|In data)\b.{5,300}\bha scritto\s?:$/i,
  /^Le\b.{5,300}\ba écrit\s?:$/i,
  /^Am\b.{5,300}\bschrieb\b.{0,200}:$/i,
  /^.{3,200}\bschrieb am\b.{5,100}:$/i,
  /^.{3,200}<[^<>\s]+@[^<>\s]+>\s?(?:wrote|escreveu|escribió|ha scritto|a écrit|schrieb)?\s?:$/i,
];

/** Attributions are wrapped by the sender's program, so up to three lines are read as one. */
const ATTRIBUTION_BEGINS =
  /^(?:On|Em|No dia|A|El|Il|In data|Le|Am)\b|wrote|escreveu|escribi|scritto|écrit|schrieb|<\S+@\S+>/i;

const SEPARATOR =
  /^[-_–—]{2,}\s*(?:Original Message|Mensagem original|Mensaje original|Messaggio originale|Message d['’]origine|Ursprüngliche Nachricht|Originalnachricht|Original-Nachricht)\s*[-_–—]{2,}:?$/i;

/** What somebody forwards is what they want to say: it is never history. */
const FORWARDED =
  /^(?:[-_–—]{2,}\s*)?(?:Forwarded message|Begin forwarded message|Mensagem encaminhada|Mensaje reenviado|Messaggio inoltrato|Message transféré|Début du message (?:transféré|réexpédié)|Weitergeleitete Nachricht|Início da mensagem encaminhada|Inicio del mensaje reenviado|Inizio messaggio inoltrato|Anfang der weitergeleiteten Nachricht)\b/i;

const HEADER_LINES = {
  from: /^\*?(?:From|De|Da|Von)\s?:\*?\s/i,
  sent: /^\*?(?:Sent|Date|Enviad[ao](?: em| el)?|Enviado|Data|Fecha|Inviato|Envoyé(?: le)?|Gesendet|Datum)\s?:\*?\s/i,
  to: /^\*?(?:To|Para|A|À|An|Cc)\s?:\*?\s/i,
  subject: /^\*?(?:Subject|Assunto|Asunto|Oggetto|Objet|Betreff)\s?:/i,
};

/** Stands above the history of every mail that we send (compose/quotation.ts). */
const MARKER = /##-.{0,200}-##/;

export const isSeparator = (line: string): boolean => SEPARATOR.test(line);
export const isForwardMark = (line: string): boolean => FORWARDED.test(line);
export const isReplyMarker = (line: string): boolean => MARKER.test(line);

/** How many lines from here on are an attribution such as "On …, … wrote:"; 0 for none. */
export function attributionLength(lines: string[], at: number): number {
  if (!ATTRIBUTION_BEGINS.test(lines[at]!)) return 0;
  let joined = '';
  for (let count = 1; count <= 3 && at + count <= lines.length; count += 1) {
    const line = lines[at + count - 1]!;
    if (!line) return 0;
    joined = joined ? `${joined} ${line}` : line;
    if (joined.length > 400) return 0;
    if (line.endsWith(':') && ATTRIBUTIONS.some((pattern) => pattern.test(joined))) return count;
  }
  return 0;
}

/** Outlook's "From: Sent: To: Subject:" block, which stands unquoted above the whole history. */
export function isHeaderBlock(lines: string[], at: number): boolean {
  if (!HEADER_LINES.from.test(lines[at]!)) return false;
  const block = lines.slice(at + 1, at + 10).filter(Boolean);
  const has = (pattern: RegExp): boolean => block.some((line) => pattern.test(line));
  return has(HEADER_LINES.subject) && (has(HEADER_LINES.sent) || has(HEADER_LINES.to));
}
