import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../../platform/http/refusal.js';
import { isId } from '../../platform/ids.js';

/** What is neither names no deal. */
@Injectable()
export class IdOrNumber implements PipeTransform<string, string> {
  transform(value: string): string {
    if (isId(value) || /^\d{1,15}$/.test(value)) return value;
    throw notFound('deal');
  }
}
