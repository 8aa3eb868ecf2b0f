import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../api/channels.api';
import type { LineTemplate } from '../../../api/channels.types';
import { TagMark } from '../../../ui/tag-mark';
import { useWhyNot } from '../../composer/template-options';
import { keyOf } from '../../composer/template.rules';
import { Answer, List, Part } from '../parts';
import classes from '../settings.module.css';

const TONES: Record<LineTemplate['status'], 'ok' | 'warn' | 'bad' | undefined> = {
  approved: 'ok',
  waiting: 'warn',
  refused: 'bad',
  paused: 'bad',
  unusable: undefined,
};

/** The texts that the provider has of this line, and what became of each at the provider. */
export function TemplatesPart({ inboxId }: { inboxId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const whyNot = useWhyNot();
  const key = ['templates', inboxId];
  const list = useQuery({ queryKey: key, queryFn: () => channels.templates(inboxId) });
  const again = useMutation({
    mutationFn: () => channels.templates(inboxId, true),
    onSuccess: (templates) => client.setQueryData(key, templates),
  });
  return (
    <Part title={t('templates.title')} intro={t('templates.hint')}>
      <Answer of={list}>
        {(templates) => (
          <List empty={t('composer.noTemplate')}>
            {templates.map((template) => (
              <div key={keyOf(template)} className={classes.row}>
                <div className="grow">
                  <div className="cut">
                    {template.name} <span className="dim">{template.language}</span>
                  </div>
                  <div className={`cut ${classes.small}`}>{template.body}</div>
                  {template.status !== 'approved' && <div className={classes.small}>{whyNot(template)}</div>}
                </div>
                <TagMark tone={TONES[template.status]}>{t(`templates.states.${template.status}`)}</TagMark>
              </div>
            ))}
          </List>
        )}
      </Answer>
      <Button
        mt={12}
        variant="default"
        leftSection={<IconRefresh size={14} />}
        loading={again.isPending}
        onClick={() => again.mutate()}
      >
        {t('templates.again')}
      </Button>
    </Part>
  );
}
