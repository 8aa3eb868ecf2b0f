import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import panel from '../customer/customer-panel.module.css';
import { CustomFieldInput } from '../customer/custom-field-input';
import { sayProblem } from '../feedback/notify';

interface Props {
  target: 'contact' | 'company';
  values: Record<string, unknown>;
  readOnly: boolean;
  onChange: (values: Record<string, unknown>) => Promise<unknown>;
}

/** The fields that the organisation has made for itself. */
export function OwnFields({ target, values, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const fields = useQuery({ queryKey: ['custom-fields'], queryFn: customers.customFields, staleTime: 5 * 60_000 });
  const own = (fields.data ?? []).filter((field) => field.target === target);
  if (own.length === 0) return null;
  return (
    <section className={panel.section}>
      <h3>{t('customers.fields')}</h3>
      {own.map((field) => (
        <div key={field.id} className={panel.field}>
          <span className="cut">{field.label}</span>
          <CustomFieldInput
            field={field}
            value={values[field.key]}
            readOnly={readOnly}
            onChange={(value) => void onChange({ ...values, [field.key]: value }).catch(sayProblem)}
          />
        </div>
      ))}
    </section>
  );
}
