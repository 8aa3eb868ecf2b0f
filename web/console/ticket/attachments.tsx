import { Modal } from '@mantine/core';
import { IconDownload, IconFile, IconFileAlert, IconPhoto, IconVirus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '../../api/tickets.types';
import { useReader } from '../time/reader';
import { size } from '../time/time';
import classes from './timeline.module.css';

/** Only these are ever shown in place: the server serves them as pictures, everything else as a download. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export function Attachments({ files }: { files: Attachment[] }) {
  const { t } = useTranslation();
  const reader = useReader();
  const [open, setOpen] = useState<Attachment | null>(null);
  return (
    <>
      {files.map((file) => {
        const label = (
          <>
            {file.type.startsWith('image/') ? (
              <IconPhoto size={16} aria-hidden="true" />
            ) : (
              <IconFile size={16} aria-hidden="true" />
            )}
            <span className="cut">{file.name}</span>
            <span className="dim">{size(file.size, reader.language)}</span>
            {file.scan && <span className="warn">{t('ticket.fileNotScanned')}</span>}
          </>
        );
        if (file.blocked) return <Blocked key={file.id} file={file} />;
        return SHOWN.has(file.type) ? (
          <button key={file.id} type="button" className={classes.attachment} onClick={() => setOpen(file)}>
            {label}
          </button>
        ) : (
          <a key={file.id} className={classes.attachment} href={file.url} download={file.name}>
            {label}
          </a>
        );
      })}
      {open && (
        <Modal opened onClose={() => setOpen(null)} title={open.name} size="xl" centered>
          <img
            src={`${open.url}${open.url.includes('?') ? '&' : '?'}inline=1`}
            alt={open.name}
            style={{ maxWidth: '100%', maxHeight: '70vh', display: 'block', margin: '0 auto' }}
          />
          <p style={{ marginTop: 12, textAlign: 'center' }}>
            <a className="link" href={open.url} download={open.name}>
              <IconDownload size={14} aria-hidden="true" /> {t('ticket.download')}
            </a>
          </p>
        </Modal>
      )}
    </>
  );
}

/** It is kept where nobody gets it, and the ticket says why. */
function Blocked({ file }: { file: Attachment }) {
  const { t } = useTranslation();
  const infected = file.scan === 'infected';
  const Shape = infected ? IconVirus : IconFileAlert;
  return (
    <span className={classes.attachment} data-missing data-infected={infected || undefined}>
      <Shape size={16} aria-hidden="true" />
      <span>
        {t(
          infected
            ? 'ticket.fileInfected'
            : file.scan === 'waiting'
              ? 'ticket.fileUnscanned'
              : 'ticket.fileUnscannable',
          {
            name: file.name,
            finding: file.finding ?? '',
          },
        )}
      </span>
    </span>
  );
}

interface Missing {
  name: string;
  state: 'waiting' | 'lost';
  reason: string;
}

/** What the customer sent and nobody could fetch: it is never simply absent. */
export function MissingFiles({ meta }: { meta: Record<string, unknown> | undefined }) {
  const { t } = useTranslation();
  const missing = Array.isArray(meta?.missingFiles) ? (meta.missingFiles as Missing[]) : [];
  return missing.map((file) => (
    <span key={file.name} className={classes.attachment} data-missing>
      <IconFileAlert size={16} aria-hidden="true" />
      <span>{t(file.state === 'waiting' ? 'ticket.fileWaiting' : 'ticket.fileLost', { ...file })}</span>
    </span>
  ));
}
