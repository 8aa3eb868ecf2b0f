import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from '../../platform/http/refusal.js';
import { isId } from '../../platform/ids.js';

/** What is neither names no request. */
@Injectable()
export class RequestIdOrNumber implements PipeTransform<string, string> {
  transform(value: string): string {
    if (isId(value) || /^\d{1,15}$/.test(value)) return value;
    throw notFound('report request');
  }
}
