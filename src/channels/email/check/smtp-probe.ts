import { connect, type Socket } from 'node:net';

const TIMEOUT_MS = 5_000;

export interface ProbeAnswers {
  greeting: string;
  /** Answers to RCPT TO, one for each address that was asked for. */
  recipients: string[];
}

/** Asks a mail server which recipients it would take, and sends nothing. */
export async function probeRecipients(host: string, port: number, recipients: string[]): Promise<ProbeAnswers> {
  const socket = connect({ host, port });
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no answer')));
  const answers = replies(socket);
  const ask = async (command: string): Promise<string> => {
    socket.write(`${command}\r\n`);
    return next(answers);
  };
  try {
    const greeting = await next(answers);
    await ask('EHLO check.invalid');
    await ask('MAIL FROM:<check@frontdesk.invalid>');
    const said: string[] = [];
    for (const recipient of recipients) said.push(await ask(`RCPT TO:<${recipient}>`));
    await ask('QUIT').catch(() => undefined);
    return { greeting, recipients: said };
  } finally {
    socket.destroy();
  }
}

async function next(answers: AsyncGenerator<string>): Promise<string> {
  const { value, done } = await answers.next();
  if (done) throw new Error('the connection was closed');
  return value;
}

/** Each reply may have several lines; the last one has a space after its code. */
async function* replies(socket: Socket): AsyncGenerator<string> {
  let buffer = '';
  for await (const chunk of socket) {
    buffer += String(chunk);
    for (let end = buffer.indexOf('\n'); end !== -1; end = buffer.indexOf('\n')) {
      const line = buffer.slice(0, end).trimEnd();
      buffer = buffer.slice(end + 1);
      if (/^\d{3} /.test(line)) yield line;
    }
  }
}
