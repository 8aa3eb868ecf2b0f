import { ActionIcon, Button, Textarea } from '@mantine/core';
import { IconPaperclip, IconSend, IconX } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { size } from '../../console/time/time';
import { newClientId, portal, type FileView } from '../portal.api';
import { useProblemWords } from './states';

interface Props {
  label: string;
  send: (said: { text: string; attachments: string[]; clientId: string }) => Promise<unknown>;
  button: string;
  rows?: number;
  mayBeSent?: boolean;
  /** Where files go; to the portal where nothing is said. */
  upload?: (file: File) => Promise<FileView>;
  maxLength?: number;
  /** Enter sends, as people expect where answers come at once; with Shift it breaks the line. */
  sendsOnEnter?: boolean;
  /** What is typed, as it is typed. */
  onText?: (text: string) => void;
  /** Stands between what is typed and the buttons. */
  below?: ReactNode;
  children?: ReactNode;
}

/** Words and files on their way to us. What could not be sent stays, and is sent once when it is sent again. */
export function Composer({
  label,
  send,
  button,
  rows = 3,
  mayBeSent = true,
  upload: keep = portal.upload,
  maxLength = 20_000,
  sendsOnEnter = false,
  onText,
  below,
  children,
}: Props) {
  const { t, i18n } = useTranslation();
  const words = useProblemWords();
  const [text, setText] = useState('');
  const [files, setFiles] = useState<FileView[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const clientId = useRef(newClientId());
  const picker = useRef<HTMLInputElement>(null);
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const upload = (chosen: FileList | null) =>
    attempt(async () => {
      for (const file of chosen ?? []) {
        const kept = await keep(file);
        setFiles((before) => [...before, kept]);
      }
    });
  const submit = () =>
    attempt(async () => {
      await send({ text: text.trim(), attachments: files.map(({ id }) => id), clientId: clientId.current });
      clientId.current = newClientId();
      setText('');
      setFiles([]);
    });
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      <Textarea
        label={label}
        autosize
        minRows={rows}
        maxRows={16}
        maxLength={maxLength}
        required
        withAsterisk={false}
        value={text}
        onKeyDown={(event) => {
          if (!sendsOnEnter || event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (text.trim() && mayBeSent && !isBusy) void submit();
        }}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onText?.(event.currentTarget.value);
        }}
      />
      {below}
      {files.length > 0 && (
        <ul className="files">
          {files.map((file) => (
            <li key={file.id}>
              <IconPaperclip size={14} stroke={1.6} aria-hidden />
              <span className="cut">{file.name}</span>
              <span className="dim">{size(file.size, i18n.language)}</span>
              <ActionIcon
                size={24}
                aria-label={t('removeFile', { name: file.name })}
                onClick={() => setFiles((before) => before.filter(({ id }) => id !== file.id))}
              >
                <IconX size={14} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {problem !== null && (
        <p className="bad sm" role="alert">
          {words(problem)}
        </p>
      )}
      <div className="composeracts">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            void upload(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
        <Button
          variant="default"
          leftSection={<IconPaperclip size={16} stroke={1.6} aria-hidden />}
          disabled={isBusy || files.length >= 10}
          onClick={() => picker.current?.click()}
        >
          {t('attach')}
        </Button>
        <span className="grow" />
        <Button
          type="submit"
          loading={isBusy}
          disabled={!text.trim() || !mayBeSent}
          leftSection={<IconSend size={16} stroke={1.6} aria-hidden />}
        >
          {button}
        </Button>
      </div>
    </form>
  );
}
