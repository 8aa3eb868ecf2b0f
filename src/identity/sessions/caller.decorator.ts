import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Identified } from './access-reader.js';
import type { Caller } from './sessions.service.js';

/** From where a request comes. Behind a proxy the address is right only where TRUSTED_PROXIES names it. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<Request>();
  return { address: request.ip ?? 'unknown', userAgent: request.header('User-Agent') ?? '' };
});

/** The acting person with the state of their sign-in. */
export const MyAccess = createParamDecorator((_: unknown, context: ExecutionContext): Identified => {
  const request = context.switchToHttp().getRequest<{ identified?: Identified }>();
  if (!request.identified) throw new Error('a route that asks who acts must not be public');
  return request.identified;
});
