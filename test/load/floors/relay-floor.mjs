/** The least that a chat server can do: pass a message on to the agent, keep nothing. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'] });

io.of('/agent').on('connection', (socket) => socket.join('agents'));
io.of('/chat').on('connection', (socket) => {
  socket.on('message', (message, acknowledge) => {
    io.of('/agent')
      .to('agents')
      .emit('event', { data: { messageId: message.clientId, message } });
    acknowledge({ ok: true, id: message.clientId });
  });
});
http.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${http.address().port}` }));
