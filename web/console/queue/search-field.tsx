import { Combobox, Loader, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { tickets } from '../../api/tickets.api';
import { KeyCap } from '../../ui/key-cap';
import { useKeys } from '../shell/keys';
import { FIELDS, lastToken, parse } from './query-language';
import { useQueuePlace } from './queue-location';
import classes from './search-field.module.css';
import { useValues } from './search-values';

export const SEARCH_FIELD = 'queue-search';

/** Words and filters in one field: completes fields and values, shows tickets that match while typing. */
export function SearchField() {
  const { t } = useTranslation();
  const place = useQueuePlace();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const token = lastToken(text);
  const values = useValues(token.field);
  const [asked] = useDebouncedValue(token.field ? '' : text.trim(), 100);
  const found = useQuery({
    queryKey: ['search', asked, 'tickets'],
    queryFn: ({ signal }) => tickets.search(asked, 'tickets', signal),
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
  });
  useKeys({ '/': () => input.current?.focus() });

  const typed = token.typed.toLocaleLowerCase();
  const fields = token.field || !typed ? [] : FIELDS.slice(0, 6).filter((field) => field.startsWith(typed));
  const shownValues = token.field
    ? values.filter(({ label, value }) => `${label} ${value}`.toLocaleLowerCase().includes(typed)).slice(0, 8)
    : [];
  const hits = asked.length > 1 && !token.field ? (found.data?.tickets ?? []).slice(0, 5) : [];
  const empty = fields.length + shownValues.length + hits.length === 0;

  const commit = (whole: string) => {
    const more = parse(whole);
    const filters = [...place.query.filters];
    for (const filter of more.filters) {
      const at = filters.findIndex((known) => known.field === filter.field);
      if (at < 0) filters.push(filter);
      else filters[at] = { ...filter, values: [...new Set([...filters[at]!.values, ...filter.values])] };
    }
    place.go({ query: { filters, words: more.words || (whole ? place.query.words : '') } });
    setText('');
    combobox.closeDropdown();
  };
  const pick = (option: string) => {
    if (option.startsWith('ticket:')) {
      setText('');
      combobox.closeDropdown();
      return void navigate(place.to(Number(option.slice(7))));
    }
    const head = text.slice(0, token.start);
    if (option.startsWith('field:')) return setText(`${head}${option.slice(6)}:`);
    const value = option.slice(6);
    commit(`${head}${token.field}:${/\s/.test(value) ? `"${value}"` : value}`);
  };

  return (
    <Combobox store={combobox} onOptionSubmit={pick} width="target">
      <Combobox.Target targetType="input">
        <div className={classes.field} onClick={() => input.current?.focus()}>
          <IconSearch size={16} stroke={1.75} aria-hidden="true" />
          <input
            ref={input}
            id={SEARCH_FIELD}
            role="combobox"
            aria-expanded={combobox.dropdownOpened && !empty}
            aria-label={t('queue.searchLabel')}
            placeholder={t('queue.searchPlaceholder')}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              combobox.openDropdown();
            }}
            onFocus={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                if (text) setText('');
                else input.current?.blur();
              } else if (event.key === 'Tab' && !empty && text && !event.shiftKey) {
                event.preventDefault();
                combobox.selectFirstOption();
                combobox.clickSelectedOption();
              } else if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0) {
                event.preventDefault();
                commit(text);
              } else if (event.key === 'ArrowDown') {
                event.preventDefault();
                combobox.selectNextOption();
              } else if (event.key === 'ArrowUp') {
                event.preventDefault();
                combobox.selectPreviousOption();
              } else if (event.key === 'Enter') {
                event.preventDefault();
                combobox.clickSelectedOption();
              } else if (event.key === 'Backspace' && !text && place.query.filters.length) {
                place.go({ query: { ...place.query, filters: place.query.filters.slice(0, -1) } });
              }
            }}
          />
          {found.isFetching ? <Loader size={12} /> : <KeyCap>/</KeyCap>}
        </div>
      </Combobox.Target>
      <Combobox.Dropdown hidden={empty}>
        <Combobox.Options aria-label={t('queue.suggestions')}>
          {fields.map((field) => (
            <Combobox.Option key={field} value={`field:${field}`}>
              <b>{field}:</b> <span className="dim">{t(`queue.fields.${field}`)}</span>
            </Combobox.Option>
          ))}
          {shownValues.map(({ value, label }) => (
            <Combobox.Option key={value} value={`value:${value}`}>
              {label}
            </Combobox.Option>
          ))}
          {hits.map((row) => (
            <Combobox.Option key={row.id} value={`ticket:${row.number}`}>
              <div className="cut">
                <span className="dim">#{row.number}</span> {row.subject}
              </div>
              <div className="cut dim" style={{ fontSize: 'var(--text-sm)' }}>
                {row.contact.name}
              </div>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
