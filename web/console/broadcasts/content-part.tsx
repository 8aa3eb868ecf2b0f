import { Button, Menu, SegmentedControl, Select, Tabs, Textarea, TextInput } from '@mantine/core';
import { IconBraces, IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BroadcastContent, Wording } from '../../api/broadcasts.types';
import type { Channel, Inbox } from '../../api/channels.types';
import { TextCount } from '../composer/text-count';
import classes from './broadcasts.module.css';
import { LANGUAGES, nextLanguage, VARIABLES, withVariable } from './draft.rules';
import { languageName } from '../customers/language.rules';
import { TemplatePart } from './template-part';

interface Props {
  line: { inbox: Inbox; channel: Channel } | undefined;
  content: BroadcastContent;
  onChange: (content: BroadcastContent) => void;
}

/** A text for each language, or a template where the line has them. */
export function ContentPart({ line, content, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const empty: Wording[] = [{ language: i18n.language, subject: '', text: '' }];
  return (
    <>
      {line?.channel.hasTemplates && (
        <SegmentedControl
          aria-label={t('broadcasts.parts.words')}
          data={[
            { value: 'texts', label: t('broadcasts.ownText') },
            { value: 'template', label: t('broadcasts.template') },
          ]}
          value={content.template ? 'template' : 'texts'}
          onChange={(how) =>
            onChange(how === 'template' ? { template: { name: '', language: '', variables: [] } } : { texts: empty })
          }
        />
      )}
      {content.template && line ? (
        <TemplatePart
          inboxId={line.inbox.id}
          template={content.template}
          onChange={(template) => onChange({ template })}
        />
      ) : (
        <Texts line={line} texts={content.texts ?? empty} onChange={(texts) => onChange({ texts })} />
      )}
    </>
  );
}

function Texts({
  line,
  texts,
  onChange,
}: {
  line: Props['line'];
  texts: Wording[];
  onChange: (texts: Wording[]) => void;
}) {
  const { t, i18n } = useTranslation();
  const [at, setAt] = useState(0);
  const shown = Math.min(at, texts.length - 1);
  const text = texts[shown]!;
  const put = (change: Partial<Wording>) =>
    onChange(texts.map((one, index) => (index === shown ? { ...one, ...change } : one)));
  const free = LANGUAGES.filter((one) => one === text.language || !texts.some(({ language }) => language === one));
  return (
    <>
      {typeof line?.channel.abilities.replyWindowHours === 'number' && (
        <p className={classes.hint}>
          {t('broadcasts.windowHint', { hours: line.channel.abilities.replyWindowHours as number })}
        </p>
      )}
      <div className={classes.languages}>
        {texts.length > 1 && (
          <Tabs value={String(shown)} onChange={(value) => setAt(Number(value ?? 0))}>
            <Tabs.List>
              {texts.map(({ language }, index) => (
                <Tabs.Tab key={language} value={String(index)}>
                  {languageName(language, i18n.language)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
        )}
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={texts.length >= LANGUAGES.length}
          onClick={() => {
            onChange([...texts, { language: nextLanguage(texts), subject: '', text: '' }]);
            setAt(texts.length);
          }}
        >
          {t('broadcasts.addLanguage')}
        </Button>
      </div>
      <div className={classes.languageRow}>
        <Select
          label={t('common.language')}
          description={texts.length > 1 && shown === 0 ? t('broadcasts.firstLanguage') : undefined}
          allowDeselect={false}
          data={[...new Set([text.language, ...free])].map((value) => ({
            value,
            label: languageName(value, i18n.language),
          }))}
          value={text.language}
          onChange={(language) => language && put({ language })}
        />
        {texts.length > 1 && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconTrash size={14} />}
            onClick={() => {
              onChange(texts.filter((_, index) => index !== shown));
              setAt(0);
            }}
          >
            {t('broadcasts.removeLanguage')}
          </Button>
        )}
      </div>
      {line?.channel.abilities.subject === true && (
        <TextInput
          label={t('broadcasts.subject')}
          maxLength={300}
          value={text.subject ?? ''}
          onChange={(event) => put({ subject: event.currentTarget.value })}
        />
      )}
      <Words text={text.text} onChange={(words) => put({ text: words })} />
      {line && <TextCount text={text.text} line={{ inboxId: line.inbox.id }} channel={line.channel} />}
    </>
  );
}

function Words({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (variable: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    const { text: next, at } = withVariable(text, variable, selectionStart, selectionEnd);
    onChange(next);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
    });
  };
  return (
    <div className={classes.words}>
      <Textarea
        ref={field}
        label={t('broadcasts.text')}
        autosize
        minRows={7}
        maxRows={20}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="subtle" size="xs" leftSection={<IconBraces size={14} />}>
            {t('broadcasts.variable')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {VARIABLES.map((variable) => (
            <Menu.Item key={variable} onClick={() => insert(variable)}>
              {t(`broadcasts.variables.${variable.replace('.', '_')}`)} <code className="dim">{`{{${variable}}}`}</code>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
