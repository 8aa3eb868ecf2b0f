import { Button, Group, Modal, Select } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ApiError } from '../../../api/client';
import { imports } from '../../../api/imports.api';
import { IMPORT_SOURCES, type ImportSource } from '../../../api/imports.types';
import { wordsOf } from '../../feedback/notify';
import { useReader } from '../../time/reader';
import { size } from '../../time/time';
import classes from './imports.module.css';
import { useImportChange, useKinds } from './imports.queries';

/** Where it comes from, what to export there, and the file. */
export function NewImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const kinds = useKinds();
  const [source, setSource] = useState<ImportSource>('csv');
  const [kind, setKind] = useState<string | null>('contacts');
  const [file, setFile] = useState<File | null>(null);
  const giving = useImportChange(async () => {
    const made = await imports.give(source, source === 'csv' ? kind : null, file!);
    void navigate(`/settings/imports/${made.id}`);
  }, onClose);
  const steps = t(`imports.guides.${source}`, { returnObjects: true, defaultValue: [] }) as unknown as string[];
  return (
    <Modal opened onClose={onClose} title={t('imports.new')} size={680}>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (file) giving.mutate();
        }}
      >
        <div className={classes.sources} role="group" aria-label={t('imports.from')}>
          {IMPORT_SOURCES.map((one) => (
            <button
              key={one}
              type="button"
              className={classes.source}
              aria-pressed={one === source}
              onClick={() => setSource(one)}
            >
              <b>{t(`imports.sources.${one}`)}</b>
              <small>{t(`imports.sourceHints.${one}`)}</small>
            </button>
          ))}
        </div>
        {source === 'csv' && (
          <Select
            label={t('imports.whatRowsAre')}
            data={(kinds.data ?? []).map(({ key }) => ({ value: key, label: t(`imports.kinds.${key}`) }))}
            value={kind}
            allowDeselect={false}
            onChange={setKind}
          />
        )}
        {Array.isArray(steps) && steps.length > 0 && (
          <div className={classes.guide}>
            {t('imports.howTo')}
            <ol>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </div>
        )}
        <Drop file={file} onFile={setFile} />
        {giving.error && (
          <p role="alert" className="bad">
            {giving.error instanceof ApiError && giving.error.fields.file
              ? t('imports.fileProblem', { problem: giving.error.fields.file })
              : wordsOf(giving.error)}
          </p>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!file || (source === 'csv' && !kind)} loading={giving.isPending}>
            {t('imports.goOn')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function Drop({ file, onFile }: { file: File | null; onFile: (file: File | null) => void }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer.files[0] ?? null);
      }}
    >
      <IconFileUpload size={24} stroke={1.6} aria-hidden="true" />
      {file ? (
        <span>
          <b>{file.name}</b> · {size(file.size, language)}
        </span>
      ) : (
        <span>{t('imports.dropHere')}</span>
      )}
      <Button variant="default" size="xs" mt={8} onClick={() => input.current?.click()}>
        {t(file ? 'imports.anotherFile' : 'imports.chooseFile')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('imports.chooseFile')}
        accept=".csv,.txt,.tsv,.json,.jsonl,.ndjson,.zip"
        onChange={(event) => onFile(event.currentTarget.files?.[0] ?? null)}
      />
    </div>
  );
}
