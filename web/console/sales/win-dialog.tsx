import { useTranslation } from 'react-i18next';
import { sales } from '../../api/sales.api';
import type { Deal } from '../../api/sales.types';
import { offerUndo, say } from '../feedback/notify';
import { EditDialog } from '../settings/edit-dialog';
import { useReader } from '../time/reader';
import { money } from './money.rules';
import { usePriceBook, useProposals, useSalesChange } from './sales.queries';

/** Won by hand. What was offered is the contract; where nothing was, one question is what is paid. */
export function WinDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const offers = useProposals(deal.id);
  const book = usePriceBook();
  const win = useSalesChange((body: Record<string, unknown>) => sales.win(deal.id, body), true);
  const reopen = useSalesChange((version: number) => sales.reopen(deal.id, version));
  if (!offers.data || book.isPending) return null;
  const offered = offers.data.filter(({ lines }) => lines.length > 0);
  const worth = deal.renews
    ? [{ value: 'deal', label: t('sales.asRenewed', { number: deal.renews.number }) }]
    : deal.valueMinor === null
      ? []
      : [
          {
            value: 'deal',
            label: t(deal.months ? 'sales.asWorthMonthly' : 'sales.asWorthOnce', {
              amount: money(deal.valueMinor, deal.currency, language),
            }),
          },
        ];
  const choices = [
    ...offered.map((one) => ({
      value: `proposal ${one.id}`,
      label: t('sales.asOffered', {
        number: one.number,
        amount: money(one.sums.month || one.sums.total, one.currency, language),
      }),
    })),
    ...worth,
    ...(book.data ?? []).map(({ id, name }) => ({ value: `package ${id}`, label: t('sales.asPackage', { name }) })),
    { value: 'none', label: t('sales.noContract') },
  ];
  const best = offered.find(({ state }) => state === 'sent') ?? offered.find(({ state }) => state === 'draft');
  const hasContract = (values: Record<string, unknown>) => Boolean(values.as) && values.as !== 'none';
  return (
    <EditDialog
      title={t('sales.winTitle', { name: deal.title })}
      saveLabel={t('sales.win')}
      fields={[
        {
          name: 'as',
          label: t('sales.agreed'),
          hint: t('sales.agreedHint'),
          kind: 'select',
          required: true,
          choices,
        },
        {
          name: 'kind',
          label: t('sales.contractKind'),
          kind: 'select',
          required: true,
          choices: ['rental', 'service'].map((value) => ({ value, label: t(`rules.values.${value}`) })),
          when: hasContract,
        },
        { name: 'months', label: t('sales.months'), hint: t('sales.termHint'), kind: 'number', when: hasContract },
        {
          name: 'startsOn',
          label: t('sales.startsOn'),
          hint: t('sales.startsOnHint'),
          kind: 'date',
          when: hasContract,
        },
        {
          name: 'installation',
          label: t('sales.installation'),
          hint: t('sales.wonInstallationHint'),
          kind: 'switch',
          when: (values) => hasContract(values) && deal.contact !== null,
        },
      ]}
      initial={{
        as: best ? `proposal ${best.id}` : (worth[0]?.value ?? ''),
        kind: best?.kind ?? 'service',
        months: (best ? best.months : deal.months) ?? null,
        startsOn: best?.startsOn ?? '',
        installation: best?.installation ?? false,
      }}
      save={async ({ as, kind, months, startsOn, installation }) => {
        const [what, id] = String(as).split(' ');
        const won = await win.mutateAsync({
          version: deal.version,
          contract:
            what === 'none'
              ? null
              : {
                  ...(what === 'proposal' && { proposalId: id }),
                  ...(what === 'package' && { packageId: id }),
                  kind,
                  // A renewal goes on for as long and from the day that its contract says, unless somebody says otherwise.
                  ...((typeof months === 'number' || !deal.renews) && {
                    months: typeof months === 'number' ? months : null,
                  }),
                  ...((startsOn || !deal.renews) && { startsOn: String(startsOn) || null }),
                  installation: Boolean(installation),
                },
        });
        if (won.contract) say(t('sales.wonContract', { name: deal.title, number: won.contract.number }));
        else offerUndo(t('sales.wasWon', { name: deal.title }), () => reopen.mutateAsync(won.version));
      }}
      onClose={onClose}
    />
  );
}
