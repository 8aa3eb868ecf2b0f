import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../../identity/sessions/sessions.service.js';

/** From where a customer's request comes. Behind a proxy the address is right only where TRUSTED_PROXIES names it. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<Request>();
  return { address: request.ip ?? 'unknown', userAgent: request.header('User-Agent') ?? '' };
});
