import type { Outbound } from '../contract.js';

/** The body of an event that goes out. Files come along: whoever gets it needs no second way in. */
export async function messageEvent(outbound: Outbound): Promise<Buffer> {
  const [to] = outbound.to;
  const files = await Promise.all(
    outbound.files.map(async ({ name, type, size, content }) => ({
      name,
      type,
      size,
      content: (await content()).toString('base64'),
    })),
  );
  return bytes({
    id: outbound.messageId,
    type: 'message',
    message: {
      id: outbound.messageId,
      conversation: outbound.conversationId,
      ticket: outbound.ticketNumber,
      to: { id: to?.address ?? '', ...(to?.name && { name: to.name }) },
      from: outbound.from,
      text: outbound.text,
      files,
      replyTo: outbound.inReplyTo,
      quotes: outbound.quoted?.externalId ?? null,
      automatic: outbound.automatic,
      at: outbound.at,
    },
  });
}

export const pingEvent = (id: string): Buffer => bytes({ id, type: 'ping' });

const bytes = (event: object): Buffer => Buffer.from(JSON.stringify(event), 'utf8');

/** What the other side answered, as far as it could be read. */
export interface Answered {
  externalId?: string;
  error?: string;
  undeliverable?: boolean;
}

export function readAnswer(body: string): Answered {
  try {
    const { externalId, error, undeliverable } = JSON.parse(body) as Record<string, unknown>;
    return {
      ...(typeof externalId === 'string' && externalId !== '' && { externalId: externalId.slice(0, 200) }),
      ...(typeof error === 'string' && { error: error.slice(0, 500) }),
      undeliverable: undeliverable === true,
    };
  } catch {
    return {};
  }
}

/** Their fault or a moment's: 408, 425 and 429 ask to come again, as does everything that is wrong on their side. */
export function outcomeOf(status: number): 'accepted' | 'refused' | 'later' {
  if (status >= 200 && status < 300) return 'accepted';
  return status >= 500 || [408, 425, 429].includes(status) ? 'later' : 'refused';
}

/** `Retry-After` in seconds, as far as anybody waits. */
export function retryAfterMs(header: string | null): number | undefined {
  if (!header || !/^\d{1,6}$/.test(header.trim())) return undefined;
  return Math.min(Number(header), 3_600) * 1000;
}
