import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ContractFiles } from '../billing/contract-files/contract-files.service.js';
import { ContractSignatures } from '../contracts/contract-signatures.service.js';
import { Pdf } from '../platform/documents/pdf.js';
import { facts, page, section } from '../platform/documents/page.rules.js';
import { day } from '../platform/documents/wording.rules.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import { FIRM } from './firm.js';

/** Those of customers who look in the portal were scanned first, then the newest; of the others the paper lies in a drawer. */
const SCANNED = 14;

interface Signed {
  id: string;
  number: string;
  company: string;
  package: string;
  kind: string;
  startsOn: string;
}

/** What was signed with some of the firm's customers, as a document of the contract to which its signatures lead. */
export async function seedSignedContracts(app: INestApplication, now: number): Promise<void> {
  const db = app.get(DataSource, { strict: false });
  const files = app.get(ContractFiles, { strict: false });
  const signatures = app.get(ContractSignatures, { strict: false });
  const pdf = app.get(Pdf, { strict: false });
  const signed = await db.query<Signed[]>(
    `select k.id, k.number, c.name as company, p.name as package, k.kind, k.starts_on::text as "startsOn"
     from contracts k join companies c on c.id = k.company_id join packages p on p.id = k.package_id
     where exists (select from contract_signatures s where s.contract_id = k.id and s.way = 'paper')
     order by exists (select from portal_accounts a where a.company_id = c.id) desc,
       k.starts_on desc, k.id limit $1`,
    [SCANNED],
  );
  const writer = { ...SYSTEM, name: 'Duarte Nogueira' };
  for (const one of signed) {
    const people = await signatures.list(one.id);
    const frame = { company: FIRM.name, title: `Contrato ${one.number}`, now: new Date(now) };
    const content = await pdf.make(
      page({ ...frame, zone: FIRM.timeZone, language: 'pt-BR' }, [
        facts([
          ['Cliente', one.company],
          ['Objeto', one.kind === 'rental' ? 'Locação de equipamentos e suporte' : 'Prestação de serviços'],
          ['Pacote', one.package],
          ['Início', day(one.startsOn, 'pt-BR')],
        ]),
        ...section('Assinaturas', people.map(({ name, signedOn }) => `${name}, ${day(signedOn, 'pt-BR')}`).join('\n')),
      ]),
    );
    await files.add(writer, one.id, { name: `${one.number} assinado.pdf`, type: 'application/pdf', content });
    const [file] = await files.list(one.id);
    for (const { id } of people) await signatures.setDocument(writer, one.id, id, file!.id);
    await db.query('update contract_files set at = $2::date where contract_id = $1', [one.id, one.startsOn]);
  }
}
