import { ValidateIf } from 'class-validator';

/**
 * The member may be left out, but null is no value for it. (`@IsOptional` lets null through, which then meets a
 * NOT NULL column.) Where null means "take it away", use `@IsOptional`.
 */
export const Optional = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);
