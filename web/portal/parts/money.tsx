import { Button } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconDownload, IconReceipt } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { money, dayWords } from '../../ui/money.rules';
import type { Invoice } from '../portal.api';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

export function InvoiceLine({ invoice }: { invoice: Invoice }) {
  const { t, i18n } = useTranslation();
  const isLate = invoice.state === 'overdue';
  const Shape = isLate ? IconAlertCircle : invoice.open > 0 ? IconReceipt : IconCheck;
  const day = (value: string | null) => (value ? dayWords(value, i18n) : '');
  return (
    <div className="li">
      <span className={isLate ? 'bad' : 'mid'}>
        <Shape {...icon} />
      </span>
      <div className="cut">
        <div className="a cut">{invoice.ref}</div>
        <div className={isLate ? 'b whole bad' : 'b whole'}>
          {invoice.kind === 'credit_note'
            ? t('creditNote', { day: day(invoice.issuedOn) })
            : isLate
              ? t('overdueSince', { day: day(invoice.dueOn) })
              : invoice.open > 0
                ? t('dueOn', { day: day(invoice.dueOn) })
                : t(`invoiceState.${invoice.state}`)}
        </div>
      </div>
      <span className="num">{money(invoice.open || invoice.total, invoice.currency, i18n.language)}</span>
      <Button
        component="a"
        size="xs"
        variant="default"
        href={`/api/v1/portal/invoices/${invoice.id}/pdf`}
        download
        leftSection={<IconDownload size={14} stroke={1.6} aria-hidden />}
        aria-label={t('pdfOf', { name: invoice.ref ?? '' })}
      >
        PDF
      </Button>
    </div>
  );
}
