import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { everyRow, useSince, type Behind } from './attainment.queries';
import { csvOf } from './csv.rules';
import type { Range } from './range.rules';

/** The rows behind what is shown, as a file; made here, so that it holds what this person may see and nothing more. */
export function ExportButton({ behind, range }: { behind: Behind; range: Range }) {
  const { t } = useTranslation();
  const since = useSince(range);
  const exporting = useMutation({
    mutationFn: async () => {
      const rows = await everyRow(behind, since);
      const head = [
        'ticket',
        'subject',
        'target',
        'state',
        'policy',
        'team',
        'company',
        'due',
        'promised',
        'used',
        'decided',
      ];
      save(
        csvOf([
          head.map((name) => t(`reports.columns.${name}`)),
          ...rows.map((row) => [
            row.ticket.number,
            row.ticket.subject,
            t(`promise.targets.${row.target}`),
            t(`reports.${row.state}`),
            row.policy,
            row.team,
            row.company,
            row.dueAt,
            row.targetMinutes,
            row.usedMinutes === null ? null : Math.round(row.usedMinutes * 10) / 10,
            row.decidedAt,
          ]),
        ]),
        `frontdesk-${since.from.slice(0, 10)}.csv`,
      );
    },
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.75} />}
      loading={exporting.isPending}
      onClick={() => exporting.mutate()}
    >
      CSV
    </Button>
  );
}

function save(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
