import { Button, Group } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ApiError } from '../../api/client';
import { wordsOf } from '../feedback/notify';
import { Body } from './parts';
import type { SectionKey } from './sections';

interface Props {
  title: string;
  /** The section that it is a page of. */
  section: SectionKey;
  wide?: boolean;
  saving: { mutate: () => void; isPending: boolean; error: unknown };
  /** Where no field shows what the server said about it. */
  listsErrors?: boolean;
  /** The section is shown again at once; until the time to undo has passed nothing is lost. */
  onDelete?: () => void;
  /** Below the form, and not saved with it. */
  after?: ReactNode;
  children: ReactNode;
}

/** A page that is one form: the way back, what was refused, saving, and deleting where that can be done. */
export function FormPage({ title, section, wide, saving, listsErrors, onDelete, after, children }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const fields = listsErrors && saving.error instanceof ApiError ? Object.entries(saving.error.fields) : [];
  return (
    <Body wide={wide} title={title} intro={<BackLink section={section} />}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        {saving.error !== null && (
          <div role="alert" className="bad" style={{ marginBottom: 16 }}>
            <p>{wordsOf(saving.error)}</p>
            {fields.map(([path, message]) => (
              <p key={path}>
                {path}: {message}
              </p>
            ))}
          </div>
        )}
        {children}
        <Group gap={8} mt={24}>
          <Button type="submit" loading={saving.isPending}>
            {t('common.save')}
          </Button>
          <span className="grow" />
          {onDelete && (
            <Button
              variant="subtle"
              color="red"
              onClick={() => {
                onDelete();
                void navigate(`/settings/${section}`);
              }}
            >
              {t('common.delete')}
            </Button>
          )}
        </Group>
      </form>
      {after && <div style={{ marginTop: 32 }}>{after}</div>}
    </Body>
  );
}

export function BackLink({ section }: { section: SectionKey }) {
  const { t } = useTranslation();
  return (
    <Link to={`/settings/${section}`} className="link" style={{ display: 'inline-flex', alignItems: 'center' }}>
      <IconChevronLeft size={14} aria-hidden="true" />
      {t(`settings.sections.${section}`)}
    </Link>
  );
}
