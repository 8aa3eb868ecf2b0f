import type { NextFunction, Request, Response } from 'express';
import { newId } from '../ids.js';
import { Logs } from '../telemetry/logs.js';

/** Gives each request an id that its answer, its log lines and the events it causes carry. */
export function correlate(request: Request & { correlationId?: string }, response: Response, next: NextFunction): void {
  const given = request.header('X-Correlation-Id');
  const id = given && /^[\w-]{8,64}$/.test(given) ? given : newId();
  request.correlationId = id;
  response.setHeader('X-Correlation-Id', id);
  Logs.within(id, next);
}
