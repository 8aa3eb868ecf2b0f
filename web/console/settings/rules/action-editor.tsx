import { ActionIcon, Button, MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../../api/tickets.api';
import type { RuleAction, Vocabulary } from '../../../api/rules.types';
import { PlacePicker } from '../../customer/place-picker';
import { useWords } from './rule-choices';
import classes from './rules.module.css';

const NOBODY = '';
const FIRST: Record<string, unknown> = {
  minutes: 60,
  type: 'incident',
  notice: { users: [], teams: [], text: '' },
  team: null,
  user: null,
  site: null,
};

interface Props {
  actions: RuleAction[];
  vocabulary: Vocabulary;
  onChange: (actions: RuleAction[]) => void;
}

/** What is done, in its order. */
export function ActionEditor({ actions, vocabulary, onChange }: Props) {
  const { t } = useTranslation();
  const put = (at: number, action: RuleAction) => onChange(actions.map((one, index) => (index === at ? action : one)));
  const firstOf = (type: string): unknown => {
    const shape = vocabulary.actions.find((one) => one.type === type);
    return shape?.values?.at(-1) ?? (shape && shape.value in FIRST ? FIRST[shape.value] : '');
  };
  return (
    <div className={classes.group}>
      {actions.map((action, at) => (
        <div key={at} className={classes.item}>
          <div className={`grow ${classes.action}`}>
            <Select
              aria-label={t('rules.action')}
              allowDeselect={false}
              data={vocabulary.actions.map(({ type }) => ({
                value: type,
                label: t(`rules.actions.${type}`, { defaultValue: type }),
              }))}
              value={action.type}
              onChange={(type) => type && put(at, { type, value: firstOf(type) })}
            />
            <ActionValue action={action} vocabulary={vocabulary} onChange={(value) => put(at, { ...action, value })} />
          </div>
          <ActionIcon
            aria-label={t('rules.removeAction')}
            onClick={() => onChange(actions.filter((_, index) => index !== at))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...actions, { type: 'tag', value: '' }])}
        >
          {t('rules.addAction')}
        </Button>
      </div>
    </div>
  );
}

interface ValueProps {
  action: RuleAction;
  vocabulary: Vocabulary;
  onChange: (value: unknown) => void;
}

function ActionValue({ action, vocabulary, onChange }: ValueProps) {
  const { t, word, choices } = useWords();
  const shape = vocabulary.actions.find(({ type }) => type === action.type);
  const label = t(`rules.actions.${action.type}`, { defaultValue: action.type });
  const text = action.value === null || action.value === undefined ? '' : String(action.value);
  switch (shape?.value) {
    case 'minutes':
      return (
        <NumberInput
          aria-label={label}
          min={1}
          suffix=" min"
          value={Number(text) || 60}
          onChange={(v) => onChange(Number(v))}
        />
      );
    case 'template':
      return <TemplateValue label={label} text={text} placeholders={vocabulary.placeholders} onChange={onChange} />;
    case 'notice':
      return <NoticeValue value={action.value as Notice} onChange={onChange} />;
    case 'team':
    case 'user':
      return (
        <Select
          aria-label={label}
          searchable
          allowDeselect={false}
          data={[{ value: NOBODY, label: t('rules.nobody') }, ...(choices(shape.value) ?? [])]}
          value={text}
          onChange={(chosen) => onChange(chosen || null)}
        />
      );
    case 'site':
      return <PlacePicker value={text || null} onChange={onChange} />;
    case 'status':
    case 'macro':
      return (
        <Select
          aria-label={label}
          required
          searchable
          allowDeselect={false}
          data={[
            ...(choices(shape.value) ?? []),
            ...(shape.value === 'status' && text && !text.includes('-')
              ? [{ value: text, label: word('category', text) }]
              : []),
          ]}
          value={text || null}
          onChange={onChange}
        />
      );
    default:
      if (shape?.values) {
        return (
          <Select
            aria-label={label}
            allowDeselect={false}
            data={shape.values.map((value) => ({ value, label: word(shape.value, value) }))}
            value={text || null}
            onChange={onChange}
          />
        );
      }
      return (
        <TextInput
          aria-label={label}
          required
          type={shape?.value === 'url' ? 'url' : 'text'}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

/** A text of its own, or one to begin with that the desk has ready. */
function TemplateValue({
  label,
  text,
  placeholders,
  onChange,
}: {
  label: string;
  text: string;
  placeholders: string[];
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const ready = useQuery({ queryKey: ['canned-replies'], queryFn: tickets.cannedReplies, staleTime: 60_000 });
  const replies = ready.data ?? [];
  return (
    <div className={classes.notice}>
      {replies.length > 0 && (
        <Select
          aria-label={t('rules.canned')}
          placeholder={t('rules.canned')}
          searchable
          data={replies.map(({ id, title }) => ({ value: id, label: title }))}
          value={replies.find((reply) => reply.text === text)?.id ?? null}
          onChange={(id) => {
            const chosen = replies.find((reply) => reply.id === id);
            if (chosen) onChange(chosen.text);
          }}
        />
      )}
      <Textarea
        aria-label={label}
        description={placeholders.map((name) => `{{${name}}}`).join('  ')}
        required
        autosize
        minRows={3}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

interface Notice {
  users: string[];
  teams: string[];
  text: string;
}

function NoticeValue({ value, onChange }: { value: Notice; onChange: (value: Notice) => void }) {
  const { t, choices } = useWords();
  return (
    <div className={classes.notice}>
      <MultiSelect
        aria-label={t('rules.tellPeople')}
        placeholder={value.users.length === 0 ? t('rules.tellPeople') : undefined}
        searchable
        data={choices('user') ?? []}
        value={value.users}
        onChange={(users) => onChange({ ...value, users })}
      />
      <MultiSelect
        aria-label={t('rules.tellTeams')}
        placeholder={value.teams.length === 0 ? t('rules.tellTeams') : undefined}
        searchable
        data={choices('team') ?? []}
        value={value.teams}
        onChange={(teams) => onChange({ ...value, teams })}
      />
      <Textarea
        aria-label={t('rules.tellText')}
        placeholder={t('rules.tellText')}
        required
        autosize
        minRows={2}
        value={value.text}
        onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
      />
    </div>
  );
}
