import { Button, Checkbox, Modal, NativeSelect, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate } from '../../console/time/time';
import { useMe, useNow, useReader } from '../me';
import { Initials } from '../parts/marks';
import { Lines, Problem, useProblemWords } from '../parts/states';
import { portal, type Person, type Rights, type TicketScope } from '../portal.api';

const SCOPES: TicketScope[] = ['own', 'sites', 'company'];
const EXTRA = ['equipment', 'money', 'people'] as const;
const LEAST: Rights = { tickets: 'own', siteIds: [], equipment: false, money: false, people: false };

export function People() {
  const { t } = useTranslation();
  const me = useMe();
  const reader = useReader();
  const now = useNow(60_000);
  const [editing, setEditing] = useState<Person | 'new' | null>(null);
  const people = useQuery({ queryKey: ['people'], queryFn: portal.people });
  return (
    <div className="narrow">
      <div className="hello">
        <div>
          <h1>{t('people')}</h1>
          <p className="mid">{t('peopleHint', { name: me.company?.name ?? '' })}</p>
        </div>
        <span className="grow" />
        <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
          {t('invite')}
        </Button>
      </div>
      <section className="card list">
        {people.error ? (
          <Problem error={people.error} onRetry={() => void people.refetch()} />
        ) : people.isPending ? (
          <Lines />
        ) : (
          people.data.items.map((person) => (
            <button
              key={person.id}
              type="button"
              className="li person"
              disabled={person.email === me.email}
              onClick={() => setEditing(person)}
            >
              <Initials name={person.name} size={32} />
              <span className="cut">
                <span className="a cut">
                  {person.name} {person.email === me.email && <span className="dim">{t('thatsYou')}</span>}
                </span>
                <span className="b cut">{rightsInWords(person.rights, t)}</span>
              </span>
              <span className="sm mid">
                {person.state === 'active' && person.lastSeenAt
                  ? t('seen', { time: shortDate(person.lastSeenAt, now, reader) })
                  : t(`accountState.${person.state}`)}
              </span>
            </button>
          ))
        )}
      </section>
      {editing && <PersonDialog person={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

function rightsInWords(rights: Rights, t: (key: string) => string): string {
  return [
    t(`scope.${rights.tickets}`),
    ...EXTRA.filter((right) => rights[right]).map((right) => t(`right.${right}`)),
  ].join(', ');
}

function PersonDialog({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const words = useProblemWords();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [rights, setRights] = useState<Rights>(person?.rights ?? LEAST);
  const sites = useQuery({ queryKey: ['sites'], queryFn: portal.sites });
  const done = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['people'] });
    onClose();
  };
  const save = useMutation({
    mutationFn: async () => {
      if (person) await portal.changePerson(person.id, { version: person.version, rights });
      else await portal.invite({ email, name, rights });
    },
    onSuccess: done,
  });
  const shut = useMutation({
    mutationFn: () =>
      portal.changePerson(person!.id, {
        version: person!.version,
        state: person!.state === 'revoked' ? 'active' : 'revoked',
      }),
    onSuccess: done,
  });
  const may = SCOPES.slice(0, SCOPES.indexOf(me.rights.tickets) + 1);
  const problem = save.error ?? shut.error;
  const toggle = (id: string) =>
    setRights((before) => ({
      ...before,
      siteIds: before.siteIds.includes(id) ? before.siteIds.filter((one) => one !== id) : [...before.siteIds, id],
    }));
  return (
    <Modal
      opened
      onClose={onClose}
      title={person?.name ?? t('inviteTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {!person && (
          <>
            <TextInput
              label={t('name')}
              required
              withAsterisk={false}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
            />
            <TextInput
              label={t('email')}
              type="email"
              required
              withAsterisk={false}
              description={t('inviteHint')}
              value={email}
              onChange={(e) => setEmail(e.currentTarget.value)}
            />
          </>
        )}
        <NativeSelect
          label={t('sees')}
          value={rights.tickets}
          onChange={(e) => setRights({ ...rights, tickets: e.currentTarget.value as TicketScope })}
          data={may.map((value) => ({ value, label: t(`scope.${value}`) }))}
        />
        {rights.tickets === 'sites' && (
          <Checkbox.Group label={t('whichSites')} value={rights.siteIds}>
            <div className="checks">
              {sites.data?.items.map((site) => (
                <Checkbox key={site.id} value={site.id} label={site.name} onChange={() => toggle(site.id)} />
              ))}
            </div>
          </Checkbox.Group>
        )}
        <div className="checks">
          {EXTRA.filter((right) => me.rights[right]).map((right) => (
            <Checkbox
              key={right}
              label={t(`right.${right}`)}
              description={t(`rightHint.${right}`)}
              checked={rights[right]}
              onChange={(e) => setRights({ ...rights, [right]: e.currentTarget.checked })}
            />
          ))}
        </div>
        {problem && (
          <p className="bad sm" role="alert">
            {words(problem)}
          </p>
        )}
        <div className="dialogacts">
          {person && (
            <Button
              variant="subtle"
              color={person.state === 'revoked' ? undefined : 'red'}
              loading={shut.isPending}
              onClick={() => shut.mutate()}
            >
              {t(person.state === 'revoked' ? 'letIn' : 'shutOut')}
            </Button>
          )}
          <span className="grow" />
          <Button
            type="submit"
            loading={save.isPending}
            disabled={rights.tickets === 'sites' && rights.siteIds.length === 0}
          >
            {t(person ? 'save' : 'invite')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
