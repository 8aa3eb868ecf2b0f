import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { EmptyState } from '../../ui/empty-state';
import { ArticleSuggestions } from '../parts/article-suggestions';
import { Composer } from '../parts/composer';
import { portal } from '../portal.api';

export function NewTicket() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [params] = useSearchParams();
  const [subject, setSubject] = useState(params.get('subject') ?? '');
  const [siteId, setSiteId] = useState(params.get('site') ?? '');
  const [text, setText] = useState('');
  const [isSolved, setSolved] = useState(false);
  const equipmentId = params.get('equipment');
  const sites = useQuery({ queryKey: ['sites'], queryFn: portal.sites });
  const places = sites.data?.items ?? [];
  if (isSolved) {
    return (
      <div className="narrow">
        <section className="card">
          <EmptyState
            icon={IconCircleCheck}
            title={t('solvedTitle')}
            action={
              <>
                <Button component={Link} to="/">
                  {t('home')}
                </Button>
                <Button variant="default" onClick={() => setSolved(false)}>
                  {t('stillAsk')}
                </Button>
              </>
            }
          >
            {t('solvedHint')}
          </EmptyState>
        </section>
      </div>
    );
  }
  return (
    <div className="narrow">
      <div className="hello">
        <div>
          <h1>{t('newTicket')}</h1>
          <p className="mid">{t('newTicketHint')}</p>
        </div>
      </div>
      <section className="card pad">
        <Composer
          label={t('whatHappens')}
          rows={6}
          button={t('send')}
          mayBeSent={subject.trim() !== ''}
          onText={setText}
          below={<ArticleSuggestions text={`${subject} ${text}`} onSolved={() => setSolved(true)} />}
          send={async (said) => {
            const { number } = await portal.open({
              subject: subject.trim(),
              ...(siteId && { siteId }),
              ...(equipmentId && { equipmentId }),
              ...said,
            });
            await client.invalidateQueries();
            await navigate(`/tickets/${number}`, { replace: true });
          }}
        >
          <TextInput
            label={t('subject')}
            required
            withAsterisk={false}
            maxLength={200}
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
          {places.length > 0 && (
            <NativeSelect
              label={t('whichSite')}
              value={siteId}
              onChange={(event) => setSiteId(event.currentTarget.value)}
              data={[{ value: '', label: t('noSite') }, ...places.map(({ id, name }) => ({ value: id, label: name }))]}
            />
          )}
        </Composer>
      </section>
    </div>
  );
}
