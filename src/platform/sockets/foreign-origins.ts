import { Injectable } from '@nestjs/common';

type Judge = (origin: string) => Promise<boolean>;

/**
 * Which pages of other sites may read Socket.IO's answers over plain HTTP (long polling). A browser asks before it is known
 * which namespace is meant, so rooms say here whom they let in, each namespace decides again at its handshake, and no
 * cookie is ever allowed to travel with such a request.
 */
@Injectable()
export class ForeignOrigins {
  private readonly judges: Judge[] = [];

  welcome(judge: Judge): void {
    this.judges.push(judge);
  }

  async mayRead(origin: string | undefined): Promise<boolean> {
    if (origin === undefined) return false;
    return (await Promise.all(this.judges.map((judge) => judge(origin)))).some(Boolean);
  }
}
