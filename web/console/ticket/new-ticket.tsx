import { Button, Group, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ApiError } from '../../api/client';
import { tickets } from '../../api/tickets.api';
import type { Contact } from '../../api/customers.types';
import { ContactFinder } from '../customer/contact-finder';
import { useSites } from '../customer/place-picker';
import { wordsOf } from '../feedback/notify';
import { useChannels, useInboxes } from '../queue/lookups.queries';
import { useTicketActions } from '../queue/ticket-actions';
import { useCan } from '../session/session';
import classes from './new-ticket.module.css';

const PRIORITIES = ['low', 'normal', 'high', 'urgent'];

/** A ticket that we begin: for somebody who is known, or for somebody new; with a first message, or without one. */
export function NewTicket() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const { refresh } = useTicketActions();
  const inboxes = useInboxes(can('inboxes:read', 'inboxes:manage'));
  const channels = useChannels();
  const [isNew, setIsNew] = useState(false);
  const [contact, setContact] = useState<Contact | null>(null);
  const [person, setPerson] = useState({ name: '', email: '', phone: '' });
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const [priority, setPriority] = useState('normal');
  const [inboxId, setInboxId] = useState<string | null>(null);
  const [siteId, setSiteId] = useState<string | null>(null);
  const places = useSites(isNew ? null : contact?.company?.id).data ?? [];
  const speaksOnly = (channel: string) => channels.data?.find(({ kind }) => kind === channel)?.abilities.maxText === 0;
  const lines = (inboxes.data ?? []).filter(({ address, channel }) => address && !speaksOnly(channel));

  const create = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      tickets.create({
        subject,
        priority,
        ...(isNew
          ? { contact: { name: person.name, email: person.email || undefined, phone: person.phone || undefined } }
          : { contactId: contact?.id, siteId: siteId ?? undefined }),
        text: text.trim() || undefined,
        inboxId: text.trim() ? (inboxId ?? lines[0]?.id) : undefined,
      }),
    onSuccess: async (ticket) => {
      await refresh();
      await navigate(`/tickets/${ticket.number}`);
    },
  });
  const fields = create.error instanceof ApiError ? create.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const ready = subject.trim() !== '' && (isNew ? person.name.trim() !== '' : contact !== null);
  return (
    <main className={classes.page} aria-labelledby="new-ticket">
      <form className={classes.form} onSubmit={submit}>
        <h1 id="new-ticket">{t('queue.newTicket')}</h1>
        {create.error && Object.keys(fields).length === 0 && (
          <p role="alert" className="bad">
            {wordsOf(create.error)}
          </p>
        )}
        <section>
          <div className={classes.label}>
            <span>{t('newTicket.for')}</span>
            <SegmentedControl
              size="xs"
              aria-label={t('newTicket.for')}
              value={isNew ? 'new' : 'known'}
              onChange={(value) => setIsNew(value === 'new')}
              data={[
                { value: 'known', label: t('newTicket.known') },
                { value: 'new', label: t('newTicket.new') },
              ]}
            />
          </div>
          {isNew ? (
            <div className={classes.three}>
              <TextInput
                label={t('common.name')}
                value={person.name}
                error={fields['contact.name']}
                onChange={(e) => setPerson({ ...person, name: e.currentTarget.value })}
              />
              <TextInput
                label={t('common.email')}
                type="email"
                value={person.email}
                error={fields['contact.email']}
                onChange={(e) => setPerson({ ...person, email: e.currentTarget.value })}
              />
              <TextInput
                label={t('common.phone')}
                type="tel"
                value={person.phone}
                error={fields['contact.phone']}
                onChange={(e) => setPerson({ ...person, phone: e.currentTarget.value })}
              />
            </div>
          ) : (
            <ContactFinder
              picked={contact}
              onPick={(one) => {
                setContact(one);
                setSiteId(null);
              }}
            />
          )}
        </section>
        <TextInput
          label={t('ticket.subject')}
          required
          withAsterisk={false}
          maxLength={500}
          value={subject}
          error={fields.subject}
          onChange={(e) => setSubject(e.currentTarget.value)}
        />
        <Textarea
          label={t('newTicket.firstMessage')}
          description={t('newTicket.firstMessageHint')}
          autosize
          minRows={5}
          maxRows={16}
          value={text}
          error={fields.text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <div className={classes.three}>
          <Select
            label={t('ticket.priority')}
            allowDeselect={false}
            data={PRIORITIES.map((value) => ({ value, label: t(`ticket.priorities.${value}`) }))}
            value={priority}
            onChange={(value) => value && setPriority(value)}
          />
          {!isNew && contact && places.length > 0 && (
            <Select
              label={t('ticket.place')}
              placeholder={t('ticket.noPlace')}
              clearable
              error={fields.siteId}
              data={places.map(({ id, name }) => ({ value: id, label: name }))}
              value={siteId}
              onChange={setSiteId}
            />
          )}
          {text.trim() && lines.length > 0 && (
            <Select
              label={t('newTicket.from')}
              allowDeselect={false}
              data={lines.map((inbox) => ({ value: inbox.id, label: `${inbox.name} <${inbox.address}>` }))}
              value={inboxId ?? lines[0]?.id ?? null}
              onChange={setInboxId}
            />
          )}
        </div>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={() => void navigate(-1)}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={create.isPending}>
            {t(text.trim() ? 'newTicket.createAndSend' : 'newTicket.create')}
          </Button>
        </Group>
      </form>
    </main>
  );
}
