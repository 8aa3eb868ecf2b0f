import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import type { Deal, DealField, Stage } from '../../api/sales.types';
import { sayProblem } from '../feedback/notify';
import { MissingDialog } from './missing-dialog';
import classes from './sales.module.css';
import { useMove, usePipelines } from './sales.queries';

/** The stages of its pipeline, up to where it stands; a press moves it. */
export function Steps({ deal, mayWrite }: { deal: Deal; mayWrite: boolean }) {
  const { t } = useTranslation();
  const pipelines = usePipelines();
  const move = useMove();
  const [missing, setMissing] = useState<{ stage: Stage; fields: DealField[] } | null>(null);
  const stages = pipelines.data?.find(({ id }) => id === deal.pipeline.id)?.stages ?? [];
  const at = stages.findIndex(({ id }) => id === deal.stage.id);
  const canMove = mayWrite && deal.state === 'open';
  const go = (stage: Stage) =>
    move.mutate(
      { deal, stageId: stage.id },
      {
        onError: (error) => {
          const fields = error instanceof ApiError ? (error.problem.missing as DealField[] | undefined) : undefined;
          if (fields) setMissing({ stage, fields });
          else sayProblem(error);
        },
      },
    );
  return (
    <>
      <ol className={classes.steps} aria-label={t('sales.stage')}>
        {stages.map((stage, index) => (
          <li
            key={stage.id}
            data-done={index < at || deal.state === 'won' || undefined}
            data-current={(index === at && deal.state === 'open') || undefined}
            aria-current={index === at ? 'step' : undefined}
          >
            {canMove && index !== at ? (
              <button type="button" title={t('sales.moveToStage', { stage: stage.name })} onClick={() => go(stage)}>
                <span className="cut">{stage.name}</span>
              </button>
            ) : (
              <span className="cut">{stage.name}</span>
            )}
          </li>
        ))}
      </ol>
      {missing && (
        <MissingDialog deal={deal} stage={missing.stage} fields={missing.fields} onClose={() => setMissing(null)} />
      )}
    </>
  );
}
