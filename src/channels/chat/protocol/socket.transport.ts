import { io } from 'socket.io-client';
import { SERVER_EVENTS, type ChatError, type ServerEventName } from './protocol.js';
import type { OpenTransport, TransportListener } from './transport.js';

/**
 * Socket.IO, namespace `/chat`. WebSocket only: Socket.IO's own polling needs every request of a client to reach the
 * same process, while our plain HTTP door, which is what we fall back to, does not.
 */
export function socketTransport(server: string, origin?: string): OpenTransport {
  return (handshake, listener) => {
    const socket = io(`${server}/chat`, {
      auth: { ...handshake },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      // Browsers send the header themselves and refuse to have it set.
      ...(origin && { extraHeaders: { Origin: origin } }),
    });
    for (const name of SERVER_EVENTS) {
      socket.on(name, (data: unknown) => {
        if (data && typeof data === 'object') (listener[name as ServerEventName] as (d: unknown) => void)(data);
      });
    }
    const down = once(listener);
    socket.on('connect_error', (error: Error & { data?: ChatError }) => down(error.data));
    socket.on('disconnect', () => down());
    return {
      request: (call, body) =>
        new Promise((resolve) => {
          // The connection above gives up on what is never answered; a socket that went down answers nothing.
          socket.emit(call, body, resolve);
        }),
      notify: (call, body) => {
        if (socket.connected) socket.volatile.emit(call, body);
      },
      close: () => {
        socket.off();
        socket.disconnect();
      },
    };
  };
}

function once(listener: TransportListener): (error?: ChatError) => void {
  let said = false;
  return (error) => {
    if (said) return;
    said = true;
    listener.down(error);
  };
}
