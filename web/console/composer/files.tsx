import { ActionIcon, Loader } from '@mantine/core';
import { IconAlertCircle, IconPaperclip, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { Attachment } from '../../api/tickets.types';
import { wordsOf } from '../feedback/notify';
import { useReader } from '../time/reader';
import { size } from '../time/time';
import classes from './composer.module.css';
import { newId } from '../../api/ids';

interface Item {
  key: string;
  name: string;
  bytes: number;
  uploaded?: Attachment;
  failed?: string;
}

/** Files go up at once; the message only names them. */
export function useFiles() {
  const [items, setItems] = useState<Item[]>([]);
  const put = (key: string, change: Partial<Item>) =>
    setItems((before) => before.map((item) => (item.key === key ? { ...item, ...change } : item)));
  return {
    items,
    ready: items.flatMap((item) => item.uploaded ?? []),
    busy: items.some((item) => !item.uploaded && !item.failed),
    add: (files: File[]) => {
      for (const file of files) {
        const key = newId();
        setItems((before) => [...before, { key, name: file.name, bytes: file.size }]);
        tickets.upload(file).then(
          (uploaded) => put(key, { uploaded }),
          (error: unknown) => put(key, { failed: wordsOf(error) }),
        );
      }
    },
    remove: (key: string) => setItems((before) => before.filter((item) => item.key !== key)),
    restore: (files: Attachment[]) =>
      setItems(files.map((file) => ({ key: file.id, name: file.name, bytes: file.size, uploaded: file }))),
    clear: () => setItems([]),
  };
}

export function FileChips({ files }: { files: ReturnType<typeof useFiles> }) {
  const { t } = useTranslation();
  const reader = useReader();
  if (files.items.length === 0) return null;
  return (
    <div className={classes.chips}>
      {files.items.map((item) => (
        <span
          key={item.key}
          className={classes.chip}
          data-failed={item.failed ? true : undefined}
          title={item.failed ?? item.name}
        >
          {item.failed ? (
            <IconAlertCircle size={14} aria-hidden="true" />
          ) : item.uploaded ? (
            <IconPaperclip size={14} aria-hidden="true" />
          ) : (
            <Loader size={12} />
          )}
          <span className="cut">{item.name}</span>
          <span className="dim">{item.failed ? t('composer.uploadFailed') : size(item.bytes, reader.language)}</span>
          <ActionIcon
            size={20}
            aria-label={t('composer.removeFile', { name: item.name })}
            onClick={() => files.remove(item.key)}
          >
            <IconX size={12} />
          </ActionIcon>
        </span>
      ))}
    </div>
  );
}
