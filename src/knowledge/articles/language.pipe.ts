import { Injectable, type PipeTransform } from '@nestjs/common';
import { invalid } from '../../platform/http/refusal.js';
import { languageTag } from './article.rules.js';

/** A language in a path, whichever way its tag is written. */
@Injectable()
export class LanguagePipe implements PipeTransform<string, string> {
  transform(given: string): string {
    const language = languageTag(given);
    if (!language) throw invalid('language', 'expects a language as `en`, `pt-BR` or `es`');
    return language;
  }
}
