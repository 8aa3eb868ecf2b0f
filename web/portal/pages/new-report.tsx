import { Button, Textarea, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useProblemWords } from '../parts/states';
import { portal } from '../portal.api';

export function NewReport() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const words = useProblemWords();
  const [title, setTitle] = useState('');
  const [about, setAbout] = useState('');
  const [wantedOn, setWantedOn] = useState('');
  const quota = useQuery({ queryKey: ['reports', 'quota'], queryFn: () => portal.reports({ limit: 1 }) }).data?.quota;
  const ask = useMutation({
    mutationFn: () => portal.askForReport({ title: title.trim(), about: about.trim(), wantedOn: wantedOn || null }),
    onSuccess: async ({ number }) => {
      await client.invalidateQueries({ queryKey: ['reports'] });
      await navigate(`/reports/${number}`, { replace: true });
    },
  });
  return (
    <div className="narrow">
      <div className="hello">
        <div>
          <h1>{t('report.ask')}</h1>
          <p className="mid">{t('report.askHint')}</p>
        </div>
      </div>
      <section className="card pad">
        <form
          className="composer"
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate();
          }}
        >
          <TextInput
            label={t('report.title')}
            required
            withAsterisk={false}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Textarea
            label={t('report.about')}
            description={t('report.aboutHint')}
            autosize
            minRows={5}
            maxRows={16}
            maxLength={10_000}
            value={about}
            onChange={(event) => setAbout(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('report.wantedOn')}
            description={t('report.wantedOnHint')}
            value={wantedOn}
            onChange={(event) => setWantedOn(event.currentTarget.value)}
          />
          {quota?.left === 0 && quota.beyond === 'allowed' && <p className="warn sm">{t('report.beyondHint')}</p>}
          {ask.error && (
            <p className="bad sm" role="alert">
              {words(ask.error)}
            </p>
          )}
          <div className="composeracts">
            <span className="grow" />
            <Button
              type="submit"
              loading={ask.isPending}
              disabled={!title.trim()}
              leftSection={<IconSend size={16} stroke={1.6} aria-hidden />}
            >
              {t('report.ask')}
            </Button>
          </div>
        </form>
      </section>
    </div>
  );
}
