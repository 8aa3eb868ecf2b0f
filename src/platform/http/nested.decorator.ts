import { applyDecorators } from '@nestjs/common';
import { Type, type TypeHelpOptions } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';

/** An object of its own shape. `ValidateNested` alone would let a list pass for one. */
export const Nested = (type: (options?: TypeHelpOptions) => new () => object): PropertyDecorator =>
  applyDecorators(IsObject(), ValidateNested(), Type(type));
