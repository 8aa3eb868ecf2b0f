declare module '../platform/sockets/signals.js' {
  interface SignalMap {
    /** Somebody writes, or stopped. Agents hear visitors, visitors hear agents. */
    'conversation.typing': {
      ticketId: string;
      conversationId: string | null;
      side: 'customer' | 'agent';
      name: string;
      on: boolean;
    };
  }
}

export type TypingSide = 'customer' | 'agent';
