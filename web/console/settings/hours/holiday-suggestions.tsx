import { Button, Checkbox, Group, Modal, NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hours } from '../../../api/hours.api';
import type { Holiday, HolidaySuggestion } from '../../../api/hours.types';
import { useReader } from '../../time/reader';
import { Answer, List } from '../parts';
import settings from '../settings.module.css';

interface Props {
  place: { country: string; region: string };
  year: number;
  /** Those that the calendar has already. */
  known: Holiday[];
  onAdd: (holidays: Holiday[], place: { country: string; region: string }) => void;
  onClose: () => void;
}

/** Lists of holidays have gaps and additions: people choose from them, and nothing is added by itself. */
export function HolidaySuggestions({ place: firstPlace, year: firstYear, known, onAdd, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const reader = useReader();
  const [place, setPlace] = useState(firstPlace);
  const [year, setYear] = useState(firstYear);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const countries = useQuery({ queryKey: ['holiday-places'], queryFn: () => hours.places() });
  const regions = useQuery({
    queryKey: ['holiday-places', place.country],
    queryFn: () => hours.places(place.country),
    enabled: place.country !== '',
  });
  const lang = i18n.language.slice(0, 2);
  const suggestions = useQuery({
    queryKey: ['holidays', place, year, lang],
    queryFn: () => hours.holidays({ country: place.country, region: place.region || undefined, year, lang }),
    enabled: place.country !== '',
  });
  const countryName = new Intl.DisplayNames([reader.language], { type: 'region' });
  const isKnown = ({ date }: HolidaySuggestion) =>
    known.some((one) => one.date === date || (one.yearly && one.date.slice(5) === date.slice(5)));
  const isChosen = (one: HolidaySuggestion) => !isKnown(one) && one.suggested !== turned.has(one.date);
  const turn = (date: string) => {
    const next = new Set(turned);
    if (!next.delete(date)) next.add(date);
    setTurned(next);
  };
  const chosen = (suggestions.data?.items ?? []).filter(isChosen);
  return (
    <Modal opened onClose={onClose} title={t('hours.suggestHolidays')} size="lg">
      <p className="mid">{t('hours.suggestHint')}</p>
      <div className={settings.two} style={{ margin: '12px 0' }}>
        <Select
          label={t('hours.country')}
          searchable
          data={(countries.data ?? [])
            .map(({ code, name }) => ({ value: code, label: countryName.of(code) ?? name }))
            .toSorted((a, b) => a.label.localeCompare(b.label, reader.language))}
          value={place.country || null}
          allowDeselect={false}
          onChange={(country) => country && setPlace({ country, region: '' })}
        />
        <Select
          label={t('hours.region')}
          clearable
          searchable
          placeholder={t('hours.wholeCountry')}
          disabled={!regions.data?.length}
          data={(regions.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          value={place.region || null}
          onChange={(region) => setPlace({ ...place, region: region ?? '' })}
        />
        <NumberInput
          label={t('hours.year')}
          min={1970}
          max={2200}
          value={year}
          onChange={(value) => typeof value === 'number' && setYear(value)}
        />
      </div>
      {place.country && (
        <Answer of={suggestions}>
          {({ items, source }) => (
            <>
              <List empty={t('hours.noSuggestions')}>
                {items.map((one) => (
                  <label key={`${one.date}-${one.name}`} className={settings.row} style={{ cursor: 'pointer' }}>
                    <Checkbox
                      checked={isChosen(one) || isKnown(one)}
                      disabled={isKnown(one)}
                      onChange={() => turn(one.date)}
                    />
                    <span className="grow">
                      <span className="cut" style={{ display: 'block' }}>
                        {one.name}
                      </span>
                      <span className={settings.small}>
                        {t(`hours.holidayKinds.${one.type}`)}
                        {one.begins && ` · ${t('hours.fromTime', { time: one.begins })}`}
                        {one.notListedForRegion && ` · ${t('hours.notListed')}`}
                      </span>
                    </span>
                    <time dateTime={one.date}>{one.date}</time>
                  </label>
                ))}
              </List>
              <p className={settings.small} style={{ marginTop: 8 }}>
                {source}
              </p>
            </>
          )}
        </Answer>
      )}
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          disabled={chosen.length === 0}
          onClick={() => {
            onAdd(
              chosen.map(({ date, name }) => ({ date, name })),
              place,
            );
            onClose();
          }}
        >
          {t('hours.addHolidays', { count: chosen.length })}
        </Button>
      </Group>
    </Modal>
  );
}
