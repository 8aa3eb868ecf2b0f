import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconAt,
  IconCheck,
  IconChecks,
  IconClick,
  IconCornerUpLeft,
  IconHeart,
  IconMapPin,
  IconMessage,
  IconMessageCircle,
  IconPencil,
  IconPhoto,
  IconUser,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { channels } from '../../../api/channels.api';
import type { Act, Played, PlayMode } from '../../../api/channels.types';
import { wordsOf } from '../../feedback/notify';
import { useReader } from '../../time/reader';
import { clockTime } from '../../time/time';
import { Part } from '../parts';
import classes from './play-part.module.css';

const ICONS: Record<Act, Icon> = {
  text: IconMessage,
  picture: IconPhoto,
  location: IconMapPin,
  contact: IconUser,
  button: IconClick,
  quote: IconCornerUpLeft,
  reaction: IconHeart,
  edit: IconPencil,
  unsend: IconArrowBackUp,
  delivered: IconCheck,
  read: IconChecks,
  failed: IconAlertTriangle,
  comment: IconMessageCircle,
  mention: IconAt,
};
const GROUPS: [group: string, acts: Act[]][] = [
  ['says', ['text', 'picture', 'location', 'contact', 'button', 'quote']],
  ['public', ['comment', 'mention']],
  ['does', ['reaction', 'edit', 'unsend']],
  ['provider', ['delivered', 'read', 'failed']],
];
const MODES: PlayMode[] = ['calm', 'worst', 'forged'];
const REMEMBERED = 8;

interface Line {
  at: Date;
  act: Act;
  mode: PlayMode;
  played?: Played;
  problem?: string;
}

/** All that the provider of a line can do, for an administrator who has no account there. */
export function PlayPart({ inboxId, acts, byNumber }: { inboxId: string; acts: Act[]; byNumber: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const isNarrow = useMediaQuery('(max-width: 640px)');
  const [name, setName] = useState('Ana Souza');
  const [address, setAddress] = useState('');
  const [text, setText] = useState('');
  const [mode, setMode] = useState<PlayMode>('calm');
  const [log, setLog] = useState<Line[]>([]);
  const note = (line: Line) => setLog((before) => [line, ...before].slice(0, REMEMBERED));
  const play = useMutation({
    mutationFn: (act: Act) =>
      channels.play(inboxId, {
        act,
        mode,
        name: name.trim() || undefined,
        address: address.trim() || undefined,
        text: text.trim() || undefined,
      }),
    onSuccess: async (played, act) => {
      note({ at: new Date(), act, mode, played });
      await client.invalidateQueries({ queryKey: ['intake'] });
    },
    onError: (error, act) => note({ at: new Date(), act, mode, problem: wordsOf(error) }),
  });
  return (
    <Part title={t('play.title')} intro={t('play.hint')}>
      <div className={classes.play}>
        <div className={classes.words}>
          <div className={classes.two}>
            <TextInput label={t('play.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <TextInput
              label={t(byNumber ? 'play.number' : 'play.address')}
              description={t(byNumber ? 'play.numberHint' : 'play.addressHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              placeholder={byNumber ? '+55 11 98765-0001' : 'ana@customer.example'}
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
          </div>
          <Textarea
            label={t('play.text')}
            description={t('play.textHint')}
            autosize
            minRows={2}
            maxRows={6}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div>
            <span className={classes.label}>{t('play.how')}</span>
            <SegmentedControl
              fullWidth
              orientation={isNarrow ? 'vertical' : 'horizontal'}
              aria-label={t('play.how')}
              data={MODES.map((value) => ({ value, label: t(`play.modes.${value}`) }))}
              value={mode}
              onChange={(value) => setMode(value as PlayMode)}
            />
          </div>
        </div>
        {GROUPS.map(([group, all]) => {
          const shown = all.filter((act) => acts.includes(act));
          return (
            shown.length > 0 && (
              <div key={group} role="group" aria-label={t(`play.groups.${group}`)}>
                <span className={classes.label}>{t(`play.groups.${group}`)}</span>
                <div className={classes.acts}>
                  {shown.map((act) => {
                    const ActIcon = ICONS[act];
                    return (
                      <Button
                        key={act}
                        variant="default"
                        leftSection={<ActIcon size={16} stroke={1.75} />}
                        loading={play.isPending && play.variables === act}
                        disabled={play.isPending}
                        onClick={() => play.mutate(act)}
                      >
                        {t(`play.acts.${act}`)}
                      </Button>
                    );
                  })}
                </div>
              </div>
            )
          );
        })}
        <div className={classes.log} role="log" aria-label={t('play.log')}>
          {log.length === 0 ? (
            <p>{t('play.nothing')}</p>
          ) : (
            log.map((line, at) => <LogLine key={log.length - at} {...line} />)
          )}
        </div>
        <Link to="/" className={classes.queue}>
          {t('play.openQueue')}
        </Link>
      </div>
    </Part>
  );
}

function LogLine({ at, act, mode, played, problem }: Line) {
  const { t } = useTranslation();
  const reader = useReader();
  // What was changed on the way must be turned away.
  const isRight = played && (mode === 'forged' ? played.taken === 0 : played.refused === 0);
  return (
    <div className={classes.line}>
      {isRight ? (
        <IconCheck size={16} className="ok" aria-hidden="true" />
      ) : (
        <IconX size={16} className="bad" aria-hidden="true" />
      )}
      <time>{clockTime(at.toISOString(), reader)}</time>
      <b>{t(`play.acts.${act}`)}</b>
      <span>
        {problem ??
          [
            played && played.taken > 0 && t('play.taken', { count: played.taken }),
            played && played.refused > 0 && t('play.refused', { count: played.refused }),
          ]
            .filter(Boolean)
            .join(' · ')}
      </span>
    </div>
  );
}
