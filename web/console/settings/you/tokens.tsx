import { Button, Modal } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity } from '../../../api/identity.api';
import { useDeleteLater } from '../../feedback/delete-later';
import { useMe } from '../../session/session';
import { useNow, useReader } from '../../time/reader';
import { shortDate, shortTime } from '../../time/time';
import { CopyLine } from '../copy-line';
import { EditDialog } from '../edit-dialog';
import { Answer, List, Part, Row } from '../parts';

const TOKENS = ['tokens'];

export function Tokens() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const reader = useReader();
  const now = useNow();
  const tokens = useQuery({ queryKey: TOKENS, queryFn: identity.tokens });
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const { gone, deleteLater } = useDeleteLater(TOKENS);
  const permissionWords = (key: string) => t(`permissions.${key.replace(':', '-')}`, { defaultValue: key });
  return (
    <Part title={t('security.tokens')} intro={t('security.tokensHint')}>
      <Answer of={tokens}>
        {(items) => (
          <List empty={t('security.noTokens')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((token) => (
                <Row
                  key={token.id}
                  icon={<IconKey size={20} stroke={1.6} aria-hidden="true" />}
                  title={token.name}
                  detail={[
                    token.lastUsedAt
                      ? t('security.used', { at: shortTime(token.lastUsedAt, now, reader) })
                      : t('security.unused'),
                    token.expiresAt && t('security.expires', { at: shortDate(token.expiresAt, now, reader) }),
                    token.scopes?.map(permissionWords).join('; '),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                >
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('security.revokeNamed', { name: token.name })}
                    onClick={() =>
                      deleteLater(token.id, t('security.revoked', { name: token.name }), () =>
                        identity.deleteToken(token.id),
                      )
                    }
                  >
                    {t('security.revoke')}
                  </Button>
                </Row>
              ))}
          </List>
        )}
      </Answer>
      <Button variant="default" mt={12} onClick={() => setMaking(true)}>
        {t('security.newToken')}
      </Button>
      {making && (
        <EditDialog
          title={t('security.newToken')}
          fields={[
            { name: 'name', label: t('common.name'), kind: 'text', required: true },
            {
              name: 'scopes',
              label: t('security.scopes'),
              hint: t('security.scopesHint'),
              kind: 'several',
              choices: me.permissions.map((value) => ({ value, label: permissionWords(value) })),
            },
          ]}
          initial={{ name: '', scopes: [] }}
          save={async ({ name, scopes }) => {
            const wanted = scopes as string[];
            const made = await identity.createToken({ name: String(name), scopes: wanted.length ? wanted : undefined });
            setSecret(made.token ?? made.secret ?? '');
            await client.invalidateQueries({ queryKey: TOKENS });
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {secret !== null && (
        <Modal opened onClose={() => setSecret(null)} title={t('security.tokenMade')} closeOnClickOutside={false}>
          <p className="mid" style={{ marginBottom: 12 }}>
            {t('security.tokenOnce')}
          </p>
          <CopyLine text={secret} label={t('security.newToken')} />
        </Modal>
      )}
    </Part>
  );
}
