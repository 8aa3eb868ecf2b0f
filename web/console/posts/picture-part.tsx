import { ActionIcon, Button, FileButton } from '@mantine/core';
import { IconPhotoPlus, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import classes from '../broadcasts/broadcasts.module.css';
import { sayProblem } from '../feedback/notify';
import { useReader } from '../time/reader';
import { size } from '../time/time';

export interface Picture {
  id: string;
  name: string;
  size: number;
  url: string;
}

/** One picture, uploaded at once; the post takes it over when it is saved. */
export function PicturePart({
  picture,
  onChange,
}: {
  picture: Picture | null;
  onChange: (picture: Picture | null) => void;
}) {
  const { t } = useTranslation();
  const { language } = useReader();
  const upload = useMutation({
    mutationFn: (file: File) => tickets.upload(file),
    onSuccess: ({ id, name, size: bytes, url }) => onChange({ id, name, size: bytes, url: `${url}?inline=1` }),
    onError: sayProblem,
  });
  if (picture) {
    return (
      <div className={classes.pictureRow}>
        <img src={picture.url} alt="" />
        <span className="grow">
          <span className="cut">{picture.name}</span>
          <span className="dim">{size(picture.size, language)}</span>
        </span>
        <ActionIcon aria-label={t('posts.removePicture')} onClick={() => onChange(null)}>
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      </div>
    );
  }
  return (
    <FileButton accept="image/png,image/jpeg" onChange={(file) => file && upload.mutate(file)}>
      {(props) => (
        <Button
          {...props}
          variant="default"
          className={classes.addField}
          leftSection={<IconPhotoPlus size={16} stroke={1.75} />}
          loading={upload.isPending}
        >
          {t('posts.addPicture')}
        </Button>
      )}
    </FileButton>
  );
}
