import { Button } from '@mantine/core';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  assignment,
  type LineOrder,
  type Skill,
  type TeamAssignment,
  type Weight,
  type Worker,
} from '../../../api/assignment.api';
import type { Team } from '../../../api/identity.types';
import { ChannelIcon } from '../../../ui/channel-icon';
import { PersonMark } from '../../../ui/person-mark';
import { useInboxes, useTeams } from '../../queue/lookups.queries';
import { EditDialog } from '../edit-dialog';
import { Answer, Body, List, Part, Row } from '../parts';
import classes from './assignment.module.css';

const PEOPLE = ['assignment', 'people'] as const;
const WEIGHTS = ['assignment', 'weights'] as const;
const ofLine = (id: string) => ['assignment', 'line', id] as const;
const ofTeam = (id: string) => ['assignment', 'team', id] as const;
const ORDERS: LineOrder[] = ['priority', 'due', 'age'];

/** Who gets what comes in: how teams decide, what people can take, what a channel weighs. */
export function Assignment() {
  const { t } = useTranslation();
  return (
    <Body title={t('settings.sections.assignment')} intro={t('assignment.intro')}>
      <Teams />
      <People />
      <Lines />
      <Weights />
    </Body>
  );
}

function Teams() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const teams = useTeams();
  const [editing, setEditing] = useState<{ team: Team; now: TeamAssignment } | null>(null);
  const known = useQueries({
    queries: (teams.data ?? []).map(({ id }) => ({ queryKey: ofTeam(id), queryFn: () => assignment.ofTeam(id) })),
  });
  return (
    <Part title={t('assignment.teams')}>
      <Answer of={teams}>
        {(items) => (
          <List empty={t('assignment.noTeams')}>
            {items.map((team, index) => {
              const now = known[index]?.data;
              return (
                <Row key={team.id} title={<b>{team.name}</b>} detail={now ? <Summary of={now} /> : '…'}>
                  <Button
                    size="xs"
                    variant="default"
                    disabled={!now}
                    aria-label={`${t('common.edit')}: ${team.name}`}
                    onClick={() => now && setEditing({ team, now })}
                  >
                    {t('common.edit')}
                  </Button>
                </Row>
              );
            })}
          </List>
        )}
      </Answer>
      {editing && (
        <EditTeam
          {...editing}
          onSaved={(now) => {
            client.setQueryData(ofTeam(editing.team.id), now);
            void client.invalidateQueries({ queryKey: PEOPLE });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Part>
  );
}

function Summary({ of: { strategy, acceptSeconds } }: { of: TeamAssignment }) {
  const { t } = useTranslation();
  const how = t(`assignment.strategies.${strategy}`);
  if (strategy === 'manual') return how;
  return `${how} · ${acceptSeconds === null ? t('assignment.atOnce') : t('assignment.accepts', { count: acceptSeconds })}`;
}

function EditTeam({
  team,
  now,
  onSaved,
  onClose,
}: {
  team: Team;
  now: TeamAssignment;
  onSaved: (now: TeamAssignment) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const automatic = (values: Record<string, unknown>) => values.strategy !== 'manual';
  return (
    <EditDialog
      title={team.name}
      fields={[
        {
          name: 'strategy',
          label: t('assignment.strategy'),
          hint: t('assignment.strategyHint'),
          kind: 'select',
          required: true,
          choices: (['manual', 'round_robin', 'least_busy', 'longest_idle'] as const).map((value) => ({
            value,
            label: t(`assignment.strategies.${value}`),
          })),
        },
        {
          name: 'acceptSeconds',
          label: t('assignment.accept'),
          hint: t('assignment.acceptHint'),
          kind: 'number',
          when: automatic,
        },
        { name: 'sticky', label: t('assignment.sticky'), kind: 'switch', when: automatic },
        { name: 'matchLanguage', label: t('assignment.matchLanguage'), kind: 'switch', when: automatic },
        {
          name: 'relaxSeconds',
          label: t('assignment.relax'),
          hint: t('assignment.relaxHint'),
          kind: 'number',
          when: automatic,
        },
        {
          name: 'lineOrder',
          label: t('assignment.order'),
          kind: 'several',
          choices: ORDERS.map((value) => ({ value, label: t(`assignment.orders.${value}`) })),
          when: automatic,
        },
      ]}
      initial={{ ...now }}
      save={async (values) => {
        const { strategy, acceptSeconds, sticky, matchLanguage, relaxSeconds, lineOrder } =
          values as unknown as TeamAssignment;
        const change = automatic(values)
          ? { strategy, acceptSeconds, sticky, matchLanguage, relaxSeconds: relaxSeconds ?? 0, lineOrder }
          : { strategy };
        onSaved(await assignment.changeTeam(team.id, { ...change, version: now.version }));
      }}
      onClose={onClose}
    />
  );
}

function People() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const people = useQuery({ queryKey: PEOPLE, queryFn: assignment.people });
  const [editing, setEditing] = useState<Worker | null>(null);
  return (
    <Part title={t('assignment.people')} intro={t('assignment.peopleIntro')}>
      <Answer of={people}>
        {(items) => (
          <List empty={t('assignment.nobody')}>
            {items.map((person) => (
              <Row
                key={person.id}
                icon={<PersonMark name={person.name} side="us" size={28} />}
                title={<b>{person.name}</b>}
                detail={
                  <>
                    <span className={person.state === 'online' ? 'ok' : undefined}>
                      {t(`assignment.state.${person.state}`)}
                    </span>
                    {' · '}
                    {person.skills.length > 0 ? person.skills.map(inWords).join(' · ') : t('assignment.noSkills')}
                  </>
                }
              >
                <Load load={person.load} most={person.most} />
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`${t('common.edit')}: ${person.name}`}
                  onClick={() => setEditing(person)}
                >
                  {t('common.edit')}
                </Button>
              </Row>
            ))}
          </List>
        )}
      </Answer>
      {editing && (
        <EditDialog
          title={editing.name}
          fields={[
            { name: 'most', label: t('assignment.most'), kind: 'number', required: true },
            { name: 'skills', label: t('assignment.skills'), hint: t('assignment.skillsHint'), kind: 'tags' },
          ]}
          initial={{ most: editing.most, skills: editing.skills.map(inWords) }}
          save={async ({ most, skills }) => {
            await assignment.setCapacity(editing.id, Number(most ?? 0));
            await assignment.setSkills(editing.id, (skills as string[]).map(skillOf));
            await client.invalidateQueries({ queryKey: PEOPLE });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Part>
  );
}

function Lines() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const lines = useInboxes();
  const [editing, setEditing] = useState<{ id: string; name: string; skills: Skill[] } | null>(null);
  const asked = useQueries({
    queries: (lines.data ?? []).map(({ id }) => ({ queryKey: ofLine(id), queryFn: () => assignment.ofInbox(id) })),
  });
  return (
    <Part title={t('assignment.lines')} intro={t('assignment.linesIntro')}>
      <Answer of={lines}>
        {(items) => (
          <List empty={t('assignment.noLines')}>
            {items.map(({ id, name, channel }, index) => {
              const skills = asked[index]?.data;
              return (
                <Row
                  key={id}
                  icon={<ChannelIcon channel={channel} />}
                  title={<b>{name}</b>}
                  detail={skills ? skills.map(inWords).join(' · ') || t('assignment.asksNothing') : '…'}
                >
                  <Button
                    size="xs"
                    variant="default"
                    disabled={!skills}
                    aria-label={`${t('common.edit')}: ${name}`}
                    onClick={() => skills && setEditing({ id, name, skills })}
                  >
                    {t('common.edit')}
                  </Button>
                </Row>
              );
            })}
          </List>
        )}
      </Answer>
      {editing && (
        <EditDialog
          title={editing.name}
          fields={[{ name: 'skills', label: t('assignment.skills'), hint: t('assignment.skillsHint'), kind: 'tags' }]}
          initial={{ skills: editing.skills.map(inWords) }}
          save={async ({ skills }) => {
            await assignment.setSkillsOfInbox(editing.id, (skills as string[]).map(skillOf));
            await client.invalidateQueries({ queryKey: ofLine(editing.id) });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Part>
  );
}

function Load({ load, most }: { load: number; most: number }) {
  const { t } = useTranslation();
  const share = most > 0 ? Math.min(1, load / most) : 0;
  return (
    <span className={classes.load}>
      <span className={classes.track} aria-hidden="true">
        <span data-full={share >= 1 || undefined} style={{ width: `${share * 100}%` }} />
      </span>
      <span className={classes.figure}>{t('assignment.load', { load, most })}</span>
    </span>
  );
}

function Weights() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const weights = useQuery({ queryKey: WEIGHTS, queryFn: assignment.weights });
  const [editing, setEditing] = useState<Weight | null>(null);
  const nameOf = (channel: string) => t(`channels.${channel}`, { defaultValue: channel });
  return (
    <Part title={t('assignment.weights')} intro={t('assignment.weightsIntro')}>
      <Answer of={weights}>
        {(items) => (
          <List>
            {items.map((one) => (
              <Row key={one.channel} icon={<ChannelIcon channel={one.channel} />} title={nameOf(one.channel)}>
                <b>{one.weight} %</b>
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`${t('common.edit')}: ${nameOf(one.channel)}`}
                  onClick={() => setEditing(one)}
                >
                  {t('common.edit')}
                </Button>
              </Row>
            ))}
          </List>
        )}
      </Answer>
      {editing && (
        <EditDialog
          title={nameOf(editing.channel)}
          fields={[{ name: 'weight', label: t('assignment.weights'), kind: 'number', required: true }]}
          initial={{ weight: editing.weight }}
          save={async ({ weight }) => {
            await assignment.setWeights([{ channel: editing.channel, weight: Number(weight ?? 0) }]);
            await client.invalidateQueries({ queryKey: ['assignment'] });
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </Part>
  );
}

const inWords = ({ skill, level }: Skill): string => `${skill}:${level}`;

/** `networks:3`; without a level it is 1. */
function skillOf(text: string): Skill {
  const [, skill = text, level] = /^(.*?)(?:\s*:\s*([1-5]))?$/.exec(text.trim()) ?? [];
  return { skill: skill.trim(), level: Number(level ?? 1) };
}
