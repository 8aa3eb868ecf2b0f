import type { DMARCResult, DNSResolver } from 'mailauth';
import { headersOf, type ParsedMail } from '../mime/parsed-mail.js';

export type Outcome = 'pass' | 'fail' | 'none' | 'temperror';

/** Whether the name in From is proved. Computed when the mail arrives and kept with its envelope. */
export interface Verdict {
  dmarc: Outcome;
  dkim: Outcome;
  spf: Outcome;
  /** The domain that was judged. */
  domain: string;
}

export interface Transport {
  mailFrom: string;
  /** Null where the client's address is not known (IMAP, webhook): SPF cannot be judged then. */
  remote: string | null;
  helo: string;
}

export const UNJUDGED: Verdict = { dmarc: 'none', dkim: 'none', spf: 'none', domain: '' };

/** Recomputes SPF, DKIM and DMARC. A name server that does not answer is `temperror`, and never stops a mail. */
export async function judge(raw: Buffer, transport: Transport, resolver: DNSResolver): Promise<Verdict> {
  try {
    // Loaded with the first mail: it brings a lot along.
    const { authenticate } = await import('mailauth');
    const result = await authenticate(raw, {
      sender: transport.mailFrom,
      ip: transport.remote ?? undefined,
      helo: transport.helo,
      mta: 'frontdesk',
      resolver,
      disableArc: true,
      disableBimi: true,
    });
    const from = result.dkim.headerFrom[0] ?? '';
    const dmarc = result.dmarc ? withoutSpf(outcomeOf(result.dmarc.status.result), result.dmarc, transport) : 'none';
    const aligned = result.dkim.results.filter((signature) => signature.status.aligned);
    return {
      dmarc,
      dkim: strongest(
        (aligned.length > 0 ? aligned : result.dkim.results).map((signature) => outcomeOf(signature.status.result)),
      ),
      spf: result.spf && transport.remote ? outcomeOf(result.spf.status.result) : 'none',
      domain: from.slice(from.lastIndexOf('@') + 1).toLowerCase(),
    };
  } catch {
    return { ...UNJUDGED, dmarc: 'temperror', dkim: 'temperror' };
  }
}

/**
 * Without the client's address SPF can neither speak for a sender nor against one: then only a signature counts, and a
 * domain that enforces nothing may well rely on SPF alone.
 */
function withoutSpf(judged: Outcome, dmarc: DMARCResult, { remote }: Transport): Outcome {
  if (remote) return judged;
  if (judged === 'pass') return dmarc.alignment.dkim.result ? 'pass' : 'none';
  return judged === 'fail' && dmarc.policy === 'none' ? 'none' : judged;
}

function outcomeOf(result: string): Outcome {
  if (result === 'pass') return 'pass';
  if (result === 'fail' || result === 'softfail' || result === 'policy' || result === 'permerror') return 'fail';
  if (result.startsWith('temperr')) return 'temperror';
  return 'none';
}

const strongest = (all: Outcome[]): Outcome =>
  (['pass', 'temperror', 'fail'] as const).find((outcome) => all.includes(outcome)) ?? 'none';

/**
 * What our own mail server found out, where it names itself with the configured id (RFC 8601). Anybody can write such a
 * header, so only the first one with that id counts: servers put theirs on top.
 */
export function trustedResults(
  mail: Pick<ParsedMail, 'headers' | 'from'>,
  authserv: string | undefined,
): Verdict | null {
  if (!authserv) return null;
  const own = headersOf(mail, 'authentication-results').find(
    (value) => value.split(';')[0]!.trim().split(/\s+/)[0]!.toLowerCase() === authserv.toLowerCase(),
  );
  if (!own) return null;
  const found = (method: string): Outcome =>
    outcomeOf(new RegExp(`;\\s*${method}\\s*=\\s*(\\w+)`, 'i').exec(own)?.[1]?.toLowerCase() ?? 'none');
  const address = mail.from?.address ?? '';
  return {
    dmarc: found('dmarc'),
    dkim: found('dkim'),
    spf: found('spf'),
    domain: address.slice(address.lastIndexOf('@') + 1),
  };
}

/** The name could be forged. No policy and no answer from a name server prove nothing, and accuse nobody. */
export const forged = (verdict: Verdict): boolean =>
  verdict.dmarc === 'fail' || (verdict.dmarc === 'none' && verdict.dkim === 'fail');

export const proven = (verdict: Verdict): boolean => verdict.dmarc === 'pass';
