import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconBookmark, IconChevronDown, IconChevronUp, IconFilter, IconHandGrab } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../session/session';
import { useKeys } from '../shell/keys';
import { FIELDS } from './query-language';
import { SORTS, useQueuePlace, type QueuePlace } from './queue-location';
import classes from './queue-pane.module.css';
import { SaveView } from './save-view';
import { SEARCH_FIELD } from './search-field';
import { useTakeNext } from './take';
import { useViews, viewName } from './views.queries';

export function ListHead({ place, fresh, onFresh }: { place: QueuePlace; fresh: number; onFresh: () => void }) {
  const { t } = useTranslation();
  const { go } = useQueuePlace();
  const views = useViews();
  const [saving, setSaving] = useState(false);
  const takeNext = useTakeNext();
  const mayTake = useCan()('tickets:assign');
  useKeys({ 'g g': () => takeNext.mutate() }, mayTake && !takeNext.isPending);
  const view = views.data?.find((v) => v.key === place.view || v.id === place.view);
  const filtered = place.query.filters.length > 0;
  const startFilter = (field: string) => {
    const input = document.getElementById(SEARCH_FIELD) as HTMLInputElement | null;
    if (!input) return;
    input.focus();
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    setValue?.call(input, `${input.value}${input.value && !input.value.endsWith(' ') ? ' ' : ''}${field}:`);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  return (
    <div className={classes.listHead}>
      <b className="cut">
        {view ? viewName(view, t) : t(place.view === 'all' ? 'queue.views.all' : 'queue.views.all-open')}
      </b>
      <span aria-live="polite">
        {fresh > 0 && (
          <button type="button" className={classes.fresh} onClick={onFresh}>
            <IconChevronUp size={14} aria-hidden="true" />
            {t('queue.nNew', { count: fresh })}
          </button>
        )}
      </span>
      <span className="grow" />
      {filtered && (
        <Tooltip label={t('queue.saveView')}>
          <ActionIcon size={28} aria-label={t('queue.saveView')} onClick={() => setSaving(true)}>
            <IconBookmark size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      )}
      {mayTake && (
        <Tooltip label={`${t('take.next')}  g g`}>
          <ActionIcon
            size={28}
            aria-label={t('take.next')}
            loading={takeNext.isPending}
            onClick={() => takeNext.mutate()}
          >
            <IconHandGrab size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="subtle" color="gray" rightSection={<IconChevronDown size={14} />}>
            {t(`queue.sorts.${place.sort}`)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {SORTS.map((sort) => (
            <Menu.Item key={sort} onClick={() => go({ sort })} rightSection={sort === place.sort ? '✓' : undefined}>
              {t(`queue.sorts.${sort}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={28} aria-label={t('queue.filter')}>
            <IconFilter size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('queue.filterBy')}</Menu.Label>
          {FIELDS.slice(0, 6).map((field) => (
            // Focus comes after the menu has given it back to its button.
            <Menu.Item key={field} onClick={() => setTimeout(() => startFilter(field), 50)}>
              {t(`queue.fields.${field}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {saving && <SaveView onClose={() => setSaving(false)} />}
    </div>
  );
}
