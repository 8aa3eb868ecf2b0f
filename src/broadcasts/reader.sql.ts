/** Who is behind identity `i`, as texts name them. One place, because preview, test and sending must read the same. */
export const READER = {
  columns: `i.id as "identityId", c.name, c.language, c.fields, c.company_id as "companyId", k.name as company, k.fields as "companyFields"`,
  from: `join contacts c on c.id = i.contact_id left join companies k on k.id = c.company_id and k.deleted_at is null`,
};
