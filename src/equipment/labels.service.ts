import { Injectable } from '@nestjs/common';
import { toString as qrCode } from 'qrcode';
import { SettingsService } from '../identity/settings/settings.service.js';
import { Pdf } from '../platform/documents/pdf.js';
import { notFound } from '../platform/http/refusal.js';
import { EquipmentService } from './equipment.service.js';
import { labelDocument, type LabelFormat } from './labels.rules.js';

/** What is stuck onto units. */
@Injectable()
export class LabelsService {
  constructor(
    private readonly equipment: EquipmentService,
    private readonly settings: SettingsService,
    private readonly pdf: Pdf,
  ) {}

  async print(ids: readonly string[], format: LabelFormat): Promise<Buffer> {
    const units = await this.equipment.among(ids);
    if (units.length === 0) throw notFound('unit');
    const { company } = await this.settings.current();
    const labels = units.map(({ tag, serial, model, link }) => ({
      tag,
      serial,
      link,
      model: `${model.maker} ${model.name}`,
    }));
    return this.pdf.make(labelDocument(company, labels, format));
  }

  async picture(id: string): Promise<string> {
    const { link } = await this.equipment.one(id);
    return qrCode(link, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  }
}
