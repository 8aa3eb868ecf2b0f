import { MultiSelect, NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { hours } from '../../../api/hours.api';
import { TARGETS, type PolicyTarget, type Target } from '../../../api/promises.types';
import type { Priority, StatusCategory } from '../../../api/tickets.types';
import { useInboxes } from '../../queue/lookups.queries';
import { CALENDARS } from '../hours/calendar-list';
import { DurationField } from './duration-field';
import classes from './promises.module.css';

const PRIORITIES: Priority[] = ['low', 'normal', 'high', 'urgent'];
/** Where time can stand still: what is solved has no time left to count. */
const PAUSING = ['new', 'open', 'waiting_customer', 'waiting_third_party', 'visit_scheduled'] as StatusCategory[];
const ROUND_THE_CLOCK = 'calendar';
const OWN_HOURS = 'business';

/** What is promised, by priority. A row without any time promises nothing. */
export function TargetsTable({
  targets,
  onChange,
}: {
  targets: PolicyTarget[];
  onChange: (targets: PolicyTarget[]) => void;
}) {
  const { t } = useTranslation();
  const inboxes = useInboxes();
  const waiting = [...new Set((inboxes.data ?? []).map(({ channel }) => channel))].filter((one) => one !== 'email');
  const put = (target: Target, change: Partial<PolicyTarget>) => {
    const before = targets.find((one) => one.target === target) ?? fresh(target, waiting);
    const next = { ...before, ...change };
    const rest = targets.filter((one) => one.target !== target);
    const kept = Object.keys(next.minutes).length > 0 ? [...rest, next] : rest;
    onChange(kept.toSorted((a, b) => TARGETS.indexOf(a.target) - TARGETS.indexOf(b.target)));
  };
  return (
    <div className={classes.targetsBox}>
      <table className={classes.targets}>
        <thead>
          <tr>
            <th scope="col">{t('policies.what')}</th>
            {PRIORITIES.map((priority) => (
              <th key={priority} scope="col">
                {t(`ticket.priorities.${priority}`)}
              </th>
            ))}
            <th scope="col">{t('policies.hours')}</th>
            <th scope="col">{t('policies.pausedIn')}</th>
          </tr>
        </thead>
        <tbody>
          {TARGETS.map((target) => (
            <TargetRow
              key={target}
              target={target}
              value={targets.find((one) => one.target === target)}
              waiting={waiting}
              onChange={(change) => put(target, change)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  target: Target;
  value: PolicyTarget | undefined;
  waiting: string[];
  onChange: (change: Partial<PolicyTarget>) => void;
}

function TargetRow({ target, value, waiting, onChange }: RowProps) {
  const { t } = useTranslation();
  const calendars = useQuery({ queryKey: CALENDARS, queryFn: hours.calendars });
  const name = t(`promise.targets.${target}`);
  const set = (priority: Priority, minutes: number | null) => {
    const { [priority]: _, ...others } = value?.minutes ?? {};
    onChange({ minutes: minutes === null ? others : { ...others, [priority]: minutes } });
  };
  const chosen = value?.hours === 'calendar' ? ROUND_THE_CLOCK : (value?.calendarId ?? OWN_HOURS);
  const channels = [...new Set([...waiting, ...(value?.channels ?? [])])];
  return (
    <tr data-off={!value || undefined}>
      <th scope="row">
        {name}
        {target === 'answer' && value && (
          <MultiSelect
            mt={4}
            aria-label={t('policies.channels')}
            data={channels.map((one) => ({ value: one, label: t(`channels.${one}`, { defaultValue: one }) }))}
            value={value.channels ?? []}
            onChange={(chosenOnes) => onChange({ channels: chosenOnes })}
          />
        )}
        {target === 'answer' && value && (
          <NumberInput
            mt={4}
            label={t('policies.abandoned')}
            suffix=" %"
            placeholder="–"
            min={0}
            max={100}
            hideControls
            value={value.abandonedPercent ?? ''}
            onChange={(given) => onChange({ abandonedPercent: typeof given === 'number' ? given : null })}
          />
        )}
      </th>
      {PRIORITIES.map((priority) => (
        <td key={priority} className={classes.time} data-label={t(`ticket.priorities.${priority}`)}>
          <DurationField
            label={`${name}, ${t(`ticket.priorities.${priority}`)}`}
            value={value?.minutes[priority] ?? null}
            onChange={(minutes) => set(priority, minutes)}
          />
        </td>
      ))}
      <td className={classes.hours} data-label={t('policies.hours')}>
        <Select
          aria-label={`${name}: ${t('policies.hours')}`}
          disabled={!value}
          allowDeselect={false}
          data={[
            { value: OWN_HOURS, label: t('policies.ownHours') },
            { value: ROUND_THE_CLOCK, label: t('promise.roundTheClock') },
            ...(calendars.data ?? []).map((one) => ({ value: one.id, label: one.name })),
          ]}
          value={chosen}
          onChange={(next) =>
            onChange({
              hours: next === ROUND_THE_CLOCK ? 'calendar' : 'business',
              calendarId: next === ROUND_THE_CLOCK || next === OWN_HOURS ? null : next,
            })
          }
        />
      </td>
      <td className={classes.pauses} data-label={t('policies.pausedIn')}>
        <MultiSelect
          aria-label={`${name}: ${t('policies.pausedIn')}`}
          disabled={!value}
          placeholder={value?.pausedIn?.length ? undefined : t('policies.neverPaused')}
          data={PAUSING.map((one) => ({ value: one, label: t(`promise.why.${one}`) }))}
          value={value?.pausedIn ?? []}
          onChange={(pausedIn) => onChange({ pausedIn: pausedIn as StatusCategory[] })}
        />
      </td>
    </tr>
  );
}

const fresh = (target: Target, waiting: string[]): PolicyTarget => ({
  target,
  minutes: {},
  hours: 'business',
  calendarId: null,
  pausedIn: target === 'resolution' ? (['waiting_customer', 'waiting_third_party'] as StatusCategory[]) : [],
  ...(target === 'answer' && { channels: waiting }),
});
