import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Refusal, type FieldError } from './refusal.js';

/** Bodies and queries are what their DTO says and nothing else: unknown members are refused by name. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { exposeDefaultValues: true },
    stopAtFirstError: true,
    exceptionFactory: (errors) =>
      new Refusal('invalid', 422, 'The request has values that cannot be accepted.', { errors: flatten(errors) }),
  });
}

function flatten(errors: ValidationError[], prefix = ''): FieldError[] {
  return errors.flatMap((error) => {
    const step = /^\d+$/.test(error.property) ? `[${error.property}]` : `${prefix && '.'}${error.property}`;
    const path = prefix + step;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ path, message }));
    return [...own, ...flatten(error.children ?? [], path)];
  });
}
