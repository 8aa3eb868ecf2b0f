import { Button, Modal, Select, TagsInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import type { Invitation } from '../../../api/identity.types';
import { say, wordsOf } from '../../feedback/notify';
import { CopyLine } from '../copy-line';
import classes from './invite-form.module.css';
import { ROLES } from './roles';
import { roleName } from './role-name';

/** One or several addresses, one role. The links stand there to hand over where no mail can be sent yet. */
export function InviteForm({ onInvited }: { onInvited?: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [emails, setEmails] = useState<string[]>([]);
  const [roleId, setRoleId] = useState<string | null>(null);
  const [made, setMade] = useState<Invitation[]>([]);
  const roles = useQuery({ queryKey: ROLES, queryFn: identity.roles });
  const chosen = roleId ?? roles.data?.find((role) => role.key === 'agent')?.id ?? roles.data?.[0]?.id ?? null;
  const invite = useMutation({
    meta: { quiet: true },
    mutationFn: () => identity.invite(emails, chosen ?? ''),
    onSuccess: async (invitations) => {
      await client.invalidateQueries({ queryKey: ['invitations'] });
      say(t('people.invited', { count: emails.length }));
      setEmails([]);
      setMade(invitations.filter((invitation) => invitation.link));
      onInvited?.();
    },
  });
  return (
    <form
      className={classes.invite}
      onSubmit={(event) => {
        event.preventDefault();
        if (emails.length) invite.mutate();
      }}
    >
      <TagsInput
        className={classes.emails}
        aria-label={t('people.addresses')}
        placeholder={emails.length ? undefined : t('people.addressesHint')}
        splitChars={[',', ';', ' ']}
        acceptValueOnBlur
        value={emails}
        onChange={setEmails}
        error={invite.error && wordsOf(invite.error)}
      />
      <Select
        w={150}
        aria-label={t('people.role')}
        allowDeselect={false}
        data={(roles.data ?? []).map((role) => ({ value: role.id, label: roleName(role, t) }))}
        value={chosen}
        onChange={setRoleId}
      />
      <Button type="submit" variant="default" loading={invite.isPending}>
        {t('people.inviteButton')}
      </Button>
      {made.length > 0 && (
        <Modal opened onClose={() => setMade([])} title={t('people.links')}>
          <p className="mid">{t('people.linksHint')}</p>
          {made.map((invitation) => (
            <div key={invitation.id} style={{ marginTop: 12 }}>
              <div style={{ marginBottom: 4 }}>{invitation.email}</div>
              <CopyLine text={invitation.link ?? ''} label={invitation.email} />
            </div>
          ))}
        </Modal>
      )}
    </form>
  );
}
