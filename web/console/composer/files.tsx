import { ActionIcon, Loader } from '@mantine/core';
import { IconAlertCircle, IconPaperclip, IconX } from '@tabler/icons-react';
import i18next, { type TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  fileProblems,
  type FileLimits,
  type FileProblem,
} from '../../../src/channels/delivery/attachment-limits.rules.js';
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
  type: string;
  bytes: number;
  uploaded?: Attachment;
  failed?: string;
  /** It was chosen for the draft, and the server has it no more. */
  gone?: boolean;
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
        setItems((before) => [...before, { key, name: file.name, type: file.type, bytes: file.size }]);
        tickets.upload(file).then(
          (uploaded) => put(key, { uploaded }),
          (error: unknown) => put(key, { failed: wordsOf(error) }),
        );
      }
    },
    remove: (key: string) => setItems((before) => before.filter((item) => item.key !== key)),
    /** Before those that were chosen meanwhile. What is gone is named until it is put away. */
    restore: (files: Attachment[], gone: string[] = []) =>
      setItems((chosen) => [
        ...files.map((file) => ({ key: file.id, name: file.name, type: file.type, bytes: file.size, uploaded: file })),
        ...gone.map((name) => ({
          key: newId(),
          name,
          type: '',
          bytes: 0,
          failed: i18next.t('composer.fileGone'),
          gone: true,
        })),
        ...chosen,
      ]),
    clear: () => setItems([]),
  };
}

/** What the line does not carry: said before it is sent. The server judges by the same rule. */
export const problemsOf = (files: ReturnType<typeof useFiles>, limits: FileLimits | undefined): FileProblem[] =>
  limits
    ? fileProblems(
        files.items
          .filter((item) => !item.failed)
          .map((item) => ({ name: item.name, size: item.bytes, type: item.uploaded?.type ?? item.type })),
        limits,
      )
    : [];

function fileWords(problem: FileProblem, t: TFunction, language: string): string {
  switch (problem.kind) {
    case 'no_files':
      return t('composer.fileLimits.none');
    case 'words_only':
      return t('composer.fileLimits.wordsOnly');
    case 'too_many':
      return t('composer.fileLimits.many', { count: problem.most });
    case 'too_large':
      return t('composer.fileLimits.large', { name: problem.name, most: size(problem.maxBytes, language) });
    case 'wrong_type':
      return t('composer.fileLimits.type', { name: problem.name, types: problem.types.join(', ') });
  }
}

export function FileChips({
  files,
  limits,
}: {
  files: ReturnType<typeof useFiles>;
  /** Of the line on which it goes; a note carries everything. */
  limits: FileLimits | undefined;
}) {
  const { t } = useTranslation();
  const reader = useReader();
  const problems = problemsOf(files, limits);
  const tooMuch = new Set(problems.flatMap((problem) => ('name' in problem ? problem.name : [])));
  if (files.items.length === 0) return null;
  return (
    <>
      <div className={classes.chips}>
        {files.items.map((item) => (
          <span
            key={item.key}
            className={classes.chip}
            data-failed={item.failed || tooMuch.has(item.name) ? true : undefined}
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
            <span className="dim">
              {item.failed ? (item.gone ? item.failed : t('composer.uploadFailed')) : size(item.bytes, reader.language)}
            </span>
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
      {problems.length > 0 && (
        <ul className={classes.fileProblems} role="alert">
          {problems.map((problem, at) => (
            <li key={at}>{fileWords(problem, t, reader.language)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
