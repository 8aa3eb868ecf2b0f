import { Unreadable, type InboundMessage } from '../contract.js';

/** What a call's envelope holds: everything that `normalize` needs, because it may ask nobody. */
export interface CallEnvelope {
  sid: string;
  /** Null where the number was withheld. */
  from: string | null;
  name: string | null;
  text: string;
  teamId: string | null;
  language: string;
}

export function readCall(raw: Buffer): CallEnvelope {
  try {
    const call = JSON.parse(raw.toString('utf8')) as CallEnvelope;
    if (typeof call.sid !== 'string' || typeof call.text !== 'string') throw new Error();
    return call;
  } catch {
    throw new Unreadable('not a call');
  }
}

export function messageOf({ sid, from, name, text, teamId, language }: CallEnvelope): InboundMessage {
  return {
    type: 'message',
    kind: 'call',
    externalId: sid,
    clientId: sid,
    // Each caller who withholds the number is somebody else.
    sender: from
      ? { kind: 'phone', value: from, ...(name && { name }), verified: true }
      : { kind: 'external', value: sid, name: UNKNOWN[language] ?? UNKNOWN.en, verified: false },
    text,
    thread: { senderProven: true },
    ...(teamId && { teamId }),
    language,
  };
}

const UNKNOWN: Record<string, string> = { pt: 'Número oculto', en: 'Withheld number' };
