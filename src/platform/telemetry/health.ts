import { Injectable } from '@nestjs/common';

export interface Health {
  ok: boolean;
  detail: string;
}
type Probe = () => Promise<Health> | Health;

/** Rooms name a part of the process that must work; `GET /health/ready` asks each. */
@Injectable()
export class HealthProbes {
  private readonly probes = new Map<string, Probe>();

  add(name: string, probe: Probe): void {
    this.probes.set(name, probe);
  }

  async ask(): Promise<Record<string, Health>> {
    const answers = await Promise.all(
      [...this.probes].map(async ([name, probe]) => {
        const answer = await Promise.resolve()
          .then(probe)
          .catch((): Health => ({ ok: false, detail: 'does not answer' }));
        return [name, answer] as const;
      }),
    );
    return Object.fromEntries(answers);
  }
}
