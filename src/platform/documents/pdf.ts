import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto');
const font = (name: string): string => join(FOLDER, `Roboto-${name}.ttf`);

/** Turns a description into a PDF. Its fonts come with the library; it fetches nothing and reads no other file. */
@Injectable()
export class Pdf {
  private loaded: ReturnType<typeof load> | undefined;

  async make(document: TDocumentDefinitions): Promise<Buffer> {
    const pdfmake = await (this.loaded ??= load());
    return Buffer.from(await pdfmake.createPdf(document).getBuffer());
  }
}

/** With the first document: a desk that makes none starts without it. */
async function load() {
  const { default: pdfmake } = await import('pdfmake');
  pdfmake.setFonts({
    Roboto: {
      normal: font('Regular'),
      bold: font('Medium'),
      italics: font('Italic'),
      bolditalics: font('MediumItalic'),
    },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(FOLDER));
  return pdfmake;
}
