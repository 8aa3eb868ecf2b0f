import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { posts } from '../../api/posts.api';
import type { Post } from '../../api/posts.types';
import classes from '../broadcasts/broadcasts.module.css';
import { sayProblem } from '../feedback/notify';
import { useKeepPost } from './posts.queries';

/** Its author is told why. */
export function RefuseDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useTranslation();
  const keep = useKeepPost();
  const [reason, setReason] = useState('');
  const refuse = useMutation({
    mutationFn: () => posts.refuse(post, reason.trim()),
    onSuccess: (refused) => {
      onClose();
      keep(refused);
    },
    onError: sayProblem,
  });
  return (
    <Modal opened onClose={onClose} title={t('posts.refuseTitle')}>
      <div className={classes.dialog}>
        <Textarea
          data-autofocus
          label={t('posts.reason')}
          description={t('posts.reasonHint')}
          autosize
          minRows={3}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={classes.dialogFoot}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button disabled={reason.trim() === ''} loading={refuse.isPending} onClick={() => refuse.mutate()}>
            {t('posts.refuseIt')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
