import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customers } from '../../api/customers.api';
import type { Named } from '../../api/identity.types';
import { without, type Field } from './query-language';
import { useQueuePlace } from './queue-location';
import classes from './queue-pane.module.css';

const IS_ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

export function FilterChips() {
  const { t } = useTranslation();
  const { query, go } = useQueuePlace();
  if (query.filters.length === 0 && !query.words) return null;
  return (
    <div className={classes.chips} role="group" aria-label={t('queue.filters')}>
      {query.filters.flatMap(({ field, values }) =>
        values.map((value) => (
          <Chip key={`${field}:${value}`} onRemove={() => go({ query: without(query, field, value) })}>
            <span className="mid">{t(`queue.fields.${field}`)}</span> <ValueWords field={field} value={value} />
          </Chip>
        )),
      )}
      {query.words && <Chip onRemove={() => go({ query: { ...query, words: '' } })}>“{query.words}”</Chip>}
    </div>
  );
}

function Chip({ children, onRemove }: { children: React.ReactNode; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={classes.chip}>
      <span className="cut">{children}</span>
      <button type="button" aria-label={t('queue.removeFilter')} onClick={onRemove}>
        <IconX size={12} aria-hidden="true" />
      </button>
    </span>
  );
}

/** What a value means to people: a customer's name for an id, a translated word for a key. */
function ValueWords({ field, value }: { field: Field; value: string }) {
  const { t } = useTranslation();
  const isId = IS_ID.test(value);
  const named = useQuery({
    queryKey: ['customer-name', field, value],
    queryFn: async (): Promise<Named> => (field === 'company' ? customers.company(value) : customers.contact(value)),
    enabled: isId && (field === 'company' || field === 'contact'),
    staleTime: Infinity,
  });
  if (named.data) return named.data.name;
  if (field === 'priority') return t(`ticket.priorities.${value}`, { defaultValue: value });
  if (field === 'status') return t(`ticket.categories.${value}`, { defaultValue: value });
  if (field === 'channel') return t(`channels.${value}`, { defaultValue: value });
  if (field === 'assignee' && (value === 'me' || value === 'none')) return t(`queue.${value}`);
  return value;
}
