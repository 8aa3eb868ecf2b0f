import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The string that every scanner takes for a virus and that harms nobody, put together here so that no scanner takes this file for one. */
export const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

/** Speaks clamd's protocol on a port: finds EICAR, refuses what is above its limit, and can be told to break. */
export class ClamdServer {
  readonly scanned: number[] = [];
  mode: 'well' | 'silent' | 'broken' = 'well';
  /** How many of the next connections are cut off in the middle of what they send. */
  cutOff = 0;
  private readonly server: Server;
  private readonly open = new Set<Socket>();

  private constructor(private readonly limit: number) {
    this.server = createServer((socket) => {
      this.open.add(socket);
      socket.on('close', () => this.open.delete(socket)).on('error', () => undefined);
      if (this.mode === 'broken') return void socket.destroy();
      this.serve(socket);
    });
  }

  static async start(limit = 1_000_000, port = 0): Promise<ClamdServer> {
    const clamd = new ClamdServer(limit);
    await new Promise<void>((done) => clamd.server.listen(port, '127.0.0.1', done));
    return clamd;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `tcp://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private serve(socket: Socket): void {
    let heard = Buffer.alloc(0);
    let file = Buffer.alloc(0);
    let command: string | undefined;
    let answered = false;
    const isCutOff = this.cutOff > 0;
    if (isCutOff) this.cutOff--;
    const answer = (text: string): void => {
      answered = true;
      if (this.mode === 'well') socket.end(`${text}\0`);
    };
    socket.on('data', (data: Buffer) => {
      if (isCutOff) return void socket.resetAndDestroy();
      if (answered) return;
      heard = Buffer.concat([heard, data]);
      if (command === undefined) {
        const end = heard.indexOf(0);
        if (end < 0) return;
        command = heard.subarray(0, end).toString();
        heard = heard.subarray(end + 1);
        if (command === 'zPING') return answer('PONG');
        if (command !== 'zINSTREAM') return answer('UNKNOWN COMMAND');
      }
      while (heard.length >= 4) {
        const length = heard.readUInt32BE();
        if (length === 0) {
          this.scanned.push(file.length);
          return answer(file.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK');
        }
        if (heard.length < 4 + length) return;
        file = Buffer.concat([file, heard.subarray(4, 4 + length)]);
        heard = heard.subarray(4 + length);
        if (file.length > this.limit) return answer('INSTREAM size limit exceeded. ERROR');
      }
    });
  }
}
