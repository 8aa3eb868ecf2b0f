import {
  ActionIcon,
  Button,
  Group,
  Menu,
  Modal,
  NumberInput,
  Select,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPackage, IconPlus, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import { sales } from '../../api/sales.api';
import { LINE_PERIODS, type Deal, type LinePeriod, type Proposal, type ProposalLine } from '../../api/sales.types';
import { wordsOf } from '../feedback/notify';
import settings from '../settings/settings.module.css';
import { useReader } from '../time/reader';
import { decimalsOf } from '../../ui/money.rules';
import { amountOf, minorOf, money } from './money.rules';
import classes from './sales.module.css';
import { usePriceBook, useSalesChange } from './sales.queries';

interface Props {
  deal: Deal;
  /** A draft that is changed. */
  proposal?: Proposal;
  /** The version that the next one begins with. */
  copyOf?: Proposal;
  onClose: () => void;
}

type Line = Omit<ProposalLine, 'amount'> & { amount: number | ''; key: number };

const MONTH_MS = 30 * 86_400_000;
let keys = 0;

/** Prices from the book and lines of one's own; what is sent stays as it is. */
export function ProposalDialog({ deal, proposal, copyOf, onClose }: Props) {
  const { t } = useTranslation();
  const { language } = useReader();
  const from = proposal ?? copyOf;
  const { currency } = proposal ?? deal;
  const [lines, setLines] = useState<Line[]>(() =>
    (from?.lines ?? []).map((line) => ({ ...line, amount: amountOf(line.amount, currency), key: (keys += 1) })),
  );
  const [values, setValues] = useState(() => ({
    language: from?.language ?? (language.startsWith('pt') ? 'pt-BR' : 'en'),
    months: (from ? from.months : deal.months) ?? ('' as number | ''),
    kind: from?.kind ?? 'rental',
    startsOn: from?.startsOn ?? '',
    discount: (from?.discount ?? 0) / 100,
    intro: from?.intro ?? '',
    expiresOn: proposal?.expiresOn ?? new Date(Date.now() + MONTH_MS).toISOString().slice(0, 10),
    installation: from?.installation ?? false,
  }));
  const put = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  const save = useSalesChange(
    (body: Record<string, unknown>) =>
      proposal
        ? sales.changeProposal(proposal.id, { ...body, version: proposal.version })
        : sales.propose({ ...body, dealId: deal.id }),
    true,
  );
  const refused = save.error instanceof ApiError ? save.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      {
        ...values,
        months: values.months === '' ? null : values.months,
        startsOn: values.startsOn || null,
        discount: Math.round(values.discount * 100),
        lines: lines.map(({ text, quantity, amount, period, per, priceId }) => ({
          text: text.trim() || undefined,
          quantity,
          amount: amount === '' ? undefined : minorOf(amount, currency),
          period,
          per,
          ...(priceId && { priceId }),
        })),
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={proposal ? t('sales.version', { version: proposal.edition }) : t('sales.makeProposal')}
    >
      <form className={settings.form} onSubmit={submit}>
        {save.error && (
          <p role="alert" className="bad">
            {wordsOf(save.error)}
          </p>
        )}
        {lines.map((line, at) => (
          <LineFields
            key={line.key}
            line={line}
            currency={currency}
            refused={(name) => refused[`lines[${at}].${name}`] ?? refused[`lines.${at}.${name}`]}
            onChange={(change) => setLines(lines.map((one) => (one.key === line.key ? { ...one, ...change } : one)))}
            onRemove={() => setLines(lines.filter(({ key }) => key !== line.key))}
          />
        ))}
        <AddLines currency={currency} onAdd={(line) => setLines([...lines, { ...line, key: (keys += 1) }])} />
        <div className={classes.pair}>
          <NumberInput
            label={t('sales.discount')}
            min={0}
            max={100}
            decimalScale={2}
            error={refused.discount}
            value={values.discount}
            onChange={(discount) => put({ discount: typeof discount === 'number' ? discount : 0 })}
          />
          <NumberInput
            label={t('sales.months')}
            min={1}
            max={240}
            allowDecimal={false}
            error={refused.months}
            value={values.months}
            onChange={(months) => put({ months: typeof months === 'number' ? months : '' })}
          />
        </div>
        <div className={classes.pair}>
          <TextInput
            type="date"
            label={t('sales.expiresOn')}
            error={refused.expiresOn}
            value={values.expiresOn}
            onChange={(event) => put({ expiresOn: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('sales.startsOn')}
            error={refused.startsOn}
            value={values.startsOn}
            onChange={(event) => put({ startsOn: event.currentTarget.value })}
          />
        </div>
        <div className={classes.pair}>
          <Select
            label={t('common.language')}
            allowDeselect={false}
            data={[
              { value: 'pt-BR', label: 'Português (Brasil)' },
              { value: 'en', label: 'English' },
            ]}
            value={values.language}
            onChange={(value) => value && put({ language: value as 'en' | 'pt-BR' })}
          />
          <Select
            label={t('sales.contractKind')}
            allowDeselect={false}
            data={['rental', 'service'].map((value) => ({ value, label: t(`rules.values.${value}`) }))}
            value={values.kind}
            onChange={(value) => value && put({ kind: value as 'rental' | 'service' })}
          />
        </div>
        <Textarea
          label={t('sales.intro')}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={5_000}
          value={values.intro}
          onChange={(event) => put({ intro: event.currentTarget.value })}
        />
        <Switch
          label={t('sales.installation')}
          description={t('sales.installationHint')}
          checked={values.installation}
          onChange={(event) => put({ installation: event.currentTarget.checked })}
        />
        <p aria-live="polite" className="mid">
          {t('sales.monthlySum')} <b>{money(monthly(lines, values.discount, currency), currency, language)}</b>
        </p>
        <Group justify="flex-end" gap={8} mt={8}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={lines.length === 0}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** As the server counts: the discount is taken off each price. */
const monthly = (lines: Line[], percent: number, currency: string): number =>
  lines
    .filter(({ period }) => period === 'month')
    .reduce((sum, { quantity, amount }) => {
      const each = minorOf(amount === '' ? 0 : amount, currency);
      return sum + quantity * Math.floor((each * (10_000 - Math.round(percent * 100)) + 5_000) / 10_000);
    }, 0);

interface LineProps {
  line: Line;
  currency: string;
  refused: (name: string) => string | undefined;
  onChange: (change: Partial<Line>) => void;
  onRemove: () => void;
}

function LineFields({ line, currency, refused, onChange, onRemove }: LineProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.editorLine}>
      <TextInput
        aria-label={t('sales.lineText')}
        placeholder={t('sales.lineText')}
        error={refused('text') ?? refused('priceId')}
        value={line.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <NumberInput
        aria-label={t('sales.quantity')}
        min={1}
        allowDecimal={false}
        hideControls
        value={line.quantity}
        onChange={(quantity) => onChange({ quantity: typeof quantity === 'number' ? quantity : 1 })}
      />
      <NumberInput
        aria-label={t('sales.amount', { currency })}
        placeholder={currency}
        min={0}
        decimalScale={decimalsOf(currency)}
        hideControls
        error={refused('amount')}
        value={line.amount}
        onChange={(amount) => onChange({ amount: typeof amount === 'number' ? amount : '' })}
      />
      <Select
        aria-label={t('sales.period')}
        allowDeselect={false}
        data={LINE_PERIODS.map((value) => ({ value, label: t(`sales.periods.${value}`) }))}
        value={line.period}
        onChange={(period) => period && onChange({ period: period as LinePeriod })}
      />
      <ActionIcon size={28} aria-label={`${t('common.delete')}: ${line.text}`} onClick={onRemove}>
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}

function AddLines({ currency, onAdd }: { currency: string; onAdd: (line: Omit<Line, 'key'>) => void }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const book = usePriceBook();
  const prices = (book.data ?? []).flatMap((one) =>
    one.prices.filter((price) => price.active && price.currency === currency).map((price) => ({ ...price, of: one })),
  );
  return (
    <Group gap={8}>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            disabled={prices.length === 0}
            leftSection={<IconPackage size={14} stroke={1.75} />}
          >
            {t('sales.fromBook')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
          {prices.map((price) => (
            <Menu.Item
              key={price.id}
              rightSection={<span className="dim">{money(price.amount, currency, language)}</span>}
              onClick={() =>
                onAdd({
                  text: price.of.name,
                  quantity: 1,
                  amount: amountOf(price.amount, currency),
                  period: price.period,
                  per: price.per,
                  packageId: price.of.id,
                  priceId: price.id,
                })
              }
            >
              {price.of.name} · {t(`sales.periods.${price.period}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} stroke={1.75} />}
        onClick={() => onAdd({ text: '', quantity: 1, amount: '', period: 'month', per: 'contract' })}
      >
        {t('sales.freeLine')}
      </Button>
    </Group>
  );
}
