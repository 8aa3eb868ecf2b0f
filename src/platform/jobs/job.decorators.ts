import { SetMetadata } from '@nestjs/common';

export const JOB = 'frontdesk:job';

/** Jobs add their data by declaration merging: `interface JobData { 'intake.process': { envelopeId: string } }`. */
export interface JobData {}
export type JobName = keyof JobData & string;

export interface JobMetadata {
  name: JobName;
  /** Repeats it by itself: every so many milliseconds, or by a cron pattern in UTC. */
  every?: number;
  cron?: string;
  /** After the last attempt the job stays as failed and a sweep over the rows is what saves the work. */
  attempts?: number;
}

/** The one handler of a job, as `(data) => Promise<void>`. It calls one method and is safe to repeat. */
export const Job = (name: JobName, options: Omit<JobMetadata, 'name'> = {}) =>
  SetMetadata(JOB, { name, ...options } satisfies JobMetadata);
