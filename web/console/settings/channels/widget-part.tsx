import { Anchor, Group } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyLine } from '../copy-line';
import { Part } from '../parts';
import { scriptTag, tryPage } from './widget-tag';

export function WidgetPart({ publicKey }: { publicKey: string }) {
  const { t } = useTranslation();
  return (
    <Part title={t('channelForm.widget')} intro={t('start.widgetHint')}>
      <CopyLine text={scriptTag(publicKey)} label={t('start.scriptTag')} />
      <Group gap={4} mt={8}>
        <Anchor href={tryPage(publicKey)} target="_blank" rel="noopener" fz="var(--text-md)">
          {t('channelForm.tryWidget')} <IconExternalLink size={14} style={{ verticalAlign: -2 }} aria-hidden="true" />
        </Anchor>
      </Group>
    </Part>
  );
}
