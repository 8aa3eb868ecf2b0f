import {
  Button,
  Group,
  Modal,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  Tabs,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/client';
import { rules } from '../../../api/rules.api';
import type { Rule, RuleDraft, RuleTime, Vocabulary } from '../../../api/rules.types';
import { wordsOf } from '../../feedback/notify';
import { CopyLine } from '../copy-line';
import { ActionEditor } from './action-editor';
import { ConditionEditor } from './condition-editor';
import { DeedLine } from './deed-line';
import { RuleLog } from './rule-log';
import { useSentences } from './rule-sentence';
import classes from './rules.module.css';
import own from '../settings.module.css';

const EMPTY: RuleDraft = {
  name: '',
  about: null,
  active: true,
  events: ['ticket.created'],
  time: null,
  condition: { all: [{ field: 'priority', op: 'is', value: 'urgent' }] },
  actions: [{ type: 'tag', value: '' }],
  stop: false,
  ratePerHour: null,
};
const SOON: RuleTime = { since: 'waiting', hours: 4, business: false };
const LAST = 100;

interface Props {
  rule: Rule | null;
  vocabulary: Vocabulary;
  mayChange: boolean;
  save: (draft: RuleDraft) => Promise<unknown>;
  onClose: () => void;
}

export function RuleDialog({ rule, vocabulary, mayChange, save, onClose }: Props) {
  const { t } = useTranslation();
  const { name, about } = useSentences();
  const [draft, setDraft] = useState<RuleDraft>(() =>
    rule ? { ...draftOf(rule), name: name(rule), about: about(rule) || null } : EMPTY,
  );
  const put = (change: Partial<RuleDraft>) => setDraft({ ...draft, ...change });
  const saving = useMutation({ meta: { quiet: true }, mutationFn: () => save(draft), onSuccess: onClose });
  const trying = useMutation({ meta: { quiet: true }, mutationFn: () => rules.preview(draft, LAST) });
  return (
    <Modal opened onClose={onClose} size={860} title={rule ? name(rule) : t('rules.new')}>
      <Tabs defaultValue="rule" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="rule">{t('rules.tabs.rule')}</Tabs.Tab>
          {mayChange && <Tabs.Tab value="try">{t('rules.tabs.try')}</Tabs.Tab>}
          {rule && <Tabs.Tab value="log">{t('rules.tabs.log')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="rule" pt={16}>
          <form
            className={own.form}
            style={{ maxWidth: 'none' }}
            onSubmit={(event) => {
              event.preventDefault();
              saving.mutate();
            }}
          >
            <Refused error={saving.error} />
            <fieldset disabled={!mayChange} className={classes.fields}>
              <RuleFields draft={draft} vocabulary={vocabulary} put={put} />
            </fieldset>
            {mayChange && draft.actions.some(({ type }) => type === 'webhook') && <HookSecret rule={rule} />}
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={onClose}>
                {t(mayChange ? 'common.cancel' : 'common.close')}
              </Button>
              {mayChange && (
                <Button type="submit" disabled={draft.actions.length === 0} loading={saving.isPending}>
                  {t('common.save')}
                </Button>
              )}
            </Group>
          </form>
        </Tabs.Panel>
        <Tabs.Panel value="try" pt={16}>
          <div className={classes.log}>
            <p className="mid">{t('rules.tryIntro', { count: LAST })}</p>
            <div>
              <Button variant="default" loading={trying.isPending} onClick={() => trying.mutate()}>
                {t('rules.try')}
              </Button>
            </div>
            <div role="status">
              <Refused error={trying.error} />
              {trying.data && (
                <p>
                  <b>
                    {t('rules.tried', {
                      judged: trying.data.judged,
                      matched: trying.data.matched,
                      acting: trying.data.acting,
                    })}
                  </b>
                </p>
              )}
            </div>
            {trying.data && trying.data.items.length > 0 && (
              <div className={classes.deeds}>
                {trying.data.items.map((deed) => (
                  <DeedLine key={deed.ticket.id} deed={deed} />
                ))}
              </div>
            )}
          </div>
        </Tabs.Panel>
        {rule && (
          <Tabs.Panel value="log" pt={16}>
            <RuleLog rule={rule} mayUndo={mayChange} />
          </Tabs.Panel>
        )}
      </Tabs>
    </Modal>
  );
}

/** Whoever is called checks by it that we called. There is none before the rule is saved. */
function HookSecret({ rule }: { rule: Rule | null }) {
  const { t } = useTranslation();
  const secret = useQuery({
    queryKey: ['rules', rule?.id, 'secret'],
    queryFn: () => rules.secret(rule!.id),
    enabled: rule !== null,
  });
  return (
    <div>
      <b className={own.label}>{t('rules.secret')}</b>
      <p className={own.small}>{t(rule ? 'rules.secretHint' : 'rules.secretLater')}</p>
      {secret.data && <CopyLine text={secret.data} label={t('rules.secret')} />}
    </div>
  );
}

function RuleFields({
  draft,
  vocabulary,
  put,
}: {
  draft: RuleDraft;
  vocabulary: Vocabulary;
  put: (change: Partial<RuleDraft>) => void;
}) {
  const { t } = useTranslation();
  const { event } = useSentences();
  const byTime = draft.events.includes('time');
  const time = draft.time ?? SOON;
  return (
    <>
      <TextInput
        label={t('common.name')}
        required
        withAsterisk={false}
        data-autofocus
        maxLength={120}
        value={draft.name}
        onChange={(e) => put({ name: e.currentTarget.value })}
      />
      <Textarea
        label={t('rules.about')}
        autosize
        minRows={1}
        value={draft.about ?? ''}
        onChange={(e) => put({ about: e.currentTarget.value || null })}
      />
      <section>
        <h3 className={classes.step}>{t('rules.when')}</h3>
        <MultiSelect
          aria-label={t('rules.when')}
          data={vocabulary.events.map((value) => ({ value, label: event(value) }))}
          value={draft.events}
          onChange={(events) => put({ events, time: events.includes('time') ? time : null })}
        />
        {byTime && (
          <Group gap={8} mt={8}>
            <NumberInput
              w={120}
              aria-label={t('rules.hours')}
              min={0}
              decimalScale={2}
              suffix=" h"
              value={time.hours}
              onChange={(v) => put({ time: { ...time, hours: Number(v) } })}
            />
            <Select
              className="grow"
              aria-label={t('rules.since')}
              allowDeselect={false}
              data={vocabulary.anchors.map((value) => ({ value, label: t(`rules.anchors.${value}`) }))}
              value={time.since}
              onChange={(since) => since && put({ time: { ...time, since } })}
            />
            <Switch
              label={t('rules.business')}
              checked={time.business}
              onChange={(e) => put({ time: { ...time, business: e.currentTarget.checked } })}
            />
          </Group>
        )}
      </section>
      <section>
        <h3 className={classes.step}>{t('rules.if')}</h3>
        <ConditionEditor
          condition={draft.condition}
          vocabulary={vocabulary}
          onChange={(condition) => put({ condition })}
        />
      </section>
      <section>
        <h3 className={classes.step}>{t('rules.then')}</h3>
        <ActionEditor actions={draft.actions} vocabulary={vocabulary} onChange={(actions) => put({ actions })} />
      </section>
      <Switch
        label={t('rules.stop')}
        description={t('rules.stopHint')}
        checked={draft.stop}
        onChange={(e) => put({ stop: e.currentTarget.checked })}
      />
      <NumberInput
        label={t('rules.rate')}
        description={t('rules.rateHint')}
        w={280}
        min={1}
        value={draft.ratePerHour ?? ''}
        onChange={(v) => put({ ratePerHour: v === '' ? null : Number(v) })}
      />
    </>
  );
}

/** What the server found wrong, at which place of the rule. */
function Refused({ error }: { error: Error | null }) {
  if (!error) return null;
  const fields = error instanceof ApiError ? Object.entries(error.fields) : [];
  return (
    <div role="alert" className="bad">
      <p>{wordsOf(error)}</p>
      {fields.map(([path, message]) => (
        <p key={path}>
          {path}: {message}
        </p>
      ))}
    </div>
  );
}

export const draftOf = ({
  name,
  about,
  active,
  events,
  time,
  condition,
  actions,
  stop,
  ratePerHour,
}: Rule): RuleDraft => ({
  name,
  about,
  active,
  events,
  time,
  condition,
  actions,
  stop,
  ratePerHour,
});
