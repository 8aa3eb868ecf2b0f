import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sales } from '../../../api/sales.api';
import { SALES, usePriceBook, useSalesChange } from '../../sales/sales.queries';
import { Answer, Part } from '../parts';

/** Which packages anybody may read of, and ask for. */
export function ShowcasePart() {
  const { t } = useTranslation();
  const book = usePriceBook();
  const shown = useQuery({ queryKey: [...SALES, 'showcase'], queryFn: sales.showcase });
  const save = useSalesChange(sales.setShowcase);
  return (
    <Part title={t('pipelines.showcase.title')} intro={t('pipelines.showcase.intro')}>
      <Answer of={shown}>
        {({ packageIds, url }) => (
          <>
            <MultiSelect
              aria-label={t('pipelines.showcase.packages')}
              placeholder={packageIds.length === 0 ? t('pipelines.showcase.packages') : undefined}
              data={(book.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={packageIds}
              disabled={save.isPending}
              onChange={(ids) => save.mutate(ids)}
            />
            {packageIds.length > 0 && (
              <a className="link" href={url} target="_blank" rel="noreferrer">
                {t('pipelines.showcase.open')}
              </a>
            )}
          </>
        )}
      </Answer>
    </Part>
  );
}
