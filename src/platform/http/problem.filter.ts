import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Logs } from '../telemetry/logs.js';
import { conflict, Refusal } from './refusal.js';

/** The body of every error (RFC 9457), with a stable `code` and the correlation id beside the standard members. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  instance?: string;
  correlationId?: string;
  errors?: { path: string; message: string }[];
}

const TITLES: Record<number, string> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid values',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = Logs.for('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request & { correlationId?: string }>();
    const response = http.getResponse<Response>();
    const refusal = asRefusal(error);
    if (refusal.status >= 500) {
      this.log.error({ err: error, method: request.method, route: request.route?.path }, 'a request failed');
    }
    if (response.headersSent) {
      response.end();
      return;
    }
    if (refusal.details.retryAfter) response.setHeader('Retry-After', String(Math.ceil(refusal.details.retryAfter)));
    response
      .status(refusal.status)
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(refusal, request.correlationId)));
  }
}

export function problemOf(refusal: Refusal, correlationId?: string): Problem {
  return {
    type: `https://frontdesk.invalid/problems/${refusal.code.replaceAll('_', '-')}`,
    title: TITLES[refusal.status] ?? 'Error',
    status: refusal.status,
    detail: refusal.message,
    code: refusal.code,
    correlationId,
    errors: refusal.details.errors,
    ...refusal.details.extra,
  };
}

const CODES: Record<number, string> = {
  400: 'malformed',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
};

/** PostgreSQL refuses what no check before it caught: a NUL in a text, a number or date out of range. */
const CALLERS_FAULT = new Set(['22021', '22003', '22007', '22008', '22P02', '22P05', '54000']);

export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return new Refusal(CODES[status] ?? 'error', status, status >= 500 ? 'Something went wrong.' : error.message);
  }
  const { status, type, code, driverError } = (error ?? {}) as {
    status?: number;
    type?: string;
    code?: string;
    driverError?: { code?: string; detail?: string };
  };
  // body-parser and multer refuse with plain errors that carry a status or a code.
  if (
    type?.startsWith('entity.') ||
    type?.startsWith('encoding.') ||
    type?.startsWith('charset.') ||
    type?.startsWith('request.')
  ) {
    const known = status && status >= 400 && status < 500 ? status : 400;
    return new Refusal(
      CODES[known] ?? 'malformed',
      known,
      known === 413 ? 'The request is too large.' : 'The body cannot be read.',
    );
  }
  if (code?.startsWith('LIMIT_'))
    return new Refusal('too_large', 413, 'The upload is too large or has too many parts.');
  if (CALLERS_FAULT.has(driverError?.code ?? '')) {
    return new Refusal('invalid', 422, 'A value has characters or a size that cannot be stored.');
  }
  // Two callers made the same thing at the same moment; the check that knows better words saw neither.
  if (driverError?.code === '23505') return conflict('already_exists', 'Somebody else was quicker to make the same.');
  if (driverError?.code === '23503') {
    return driverError.detail?.includes('still referenced')
      ? conflict('in_use', 'Something else still needs this.')
      : new Refusal('invalid', 422, 'A value names something that does not exist.');
  }
  if (error instanceof URIError) return new Refusal('malformed', 400, 'The address cannot be read.');
  return new Refusal('internal', 500, 'Something went wrong. The correlation id finds it in the log.');
}
