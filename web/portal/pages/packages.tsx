import { Button, Modal, Textarea } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPackages } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { span } from '../../console/time/time';
import { EmptyState } from '../../ui/empty-state';
import { money } from '../../ui/money.rules';
import { Lines, Problem, useProblemWords } from '../parts/states';
import { newClientId, portal, type Package, type PackageChange, type PackagePrice } from '../portal.api';

export function Packages() {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: ['packages'], queryFn: portal.packages });
  const [wanted, setWanted] = useState<Package | null>(null);
  const items = list.data?.items ?? [];
  return (
    <>
      <div className="hello">
        <div>
          <h1>{t('packages.title')}</h1>
          <p className="mid">{t('packages.hint')}</p>
        </div>
      </div>
      {list.error ? (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <Lines count={4} />
      ) : items.length === 0 ? (
        <section className="card">
          <EmptyState icon={IconPackages} title={t('packages.none')}>
            {t('packages.noneHint')}
          </EmptyState>
        </section>
      ) : (
        <div className="packs">
          {items.map((one) => (
            <Pack key={one.id} one={one} onWant={() => setWanted(one)} />
          ))}
        </div>
      )}
      {wanted && <Wish one={wanted} onClose={() => setWanted(null)} />}
    </>
  );
}

function Pack({ one, onWant }: { one: Package; onWant: () => void }) {
  const { t, i18n } = useTranslation();
  const words = one.words[i18n.language === 'en' ? 'en' : 'pt-BR'] ?? one.words.en ?? one.words['pt-BR'];
  const regular = one.prices.find(({ period }) => period === 'month') ?? one.prices[0];
  const setup = one.prices.find(({ period }) => period === 'setup');
  return (
    <section className="card pad pack" data-current={one.current || undefined}>
      <h2>
        {one.name} {one.current && <span className="pill">{t('packages.yours')}</span>}
      </h2>
      {words && <p className="mid">{words}</p>}
      {regular && (
        <p className="packprice">
          <strong>{money(regular.amount, regular.currency, i18n.language)}</strong> <Per price={regular} />
        </p>
      )}
      {setup && setup.amount > 0 && (
        <p className="mid sm">{t('packages.setup', { amount: money(setup.amount, setup.currency, i18n.language) })}</p>
      )}
      <dl className="tg">
        {one.allowances.map(({ what, perMonth }) => (
          <div key={what}>
            <dt>{t(`packages.${what}`)}</dt>
            <dd>{perMonth}</dd>
          </div>
        ))}
        {one.promises.map(({ target, minutes, hours }) => (
          <div key={target}>
            <dt>{t(`promise.targets.${target}`)}</dt>
            <dd>
              {span(minutes * 60_000)}
              {hours === 'business' && <span className="mid"> {t('packages.businessHours')}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {one.changes.length > 0 && (
        <>
          <h3>{t('packages.changes')}</h3>
          <ul className="packchanges">
            {one.changes.map((change, at) => (
              <li key={at} className={change.better === false ? 'warn' : undefined}>
                <Change change={change} />
              </li>
            ))}
          </ul>
        </>
      )}
      {!one.current && (
        <div className="packact">
          {one.asked === null ? (
            <Button variant="default" fullWidth onClick={onWant}>
              {t('packages.want', { name: one.name })}
            </Button>
          ) : (
            <Link className="link" to={`/tickets/${one.asked}`}>
              {t('packages.asked', { number: one.asked })}
            </Link>
          )}
        </div>
      )}
    </section>
  );
}

function Per({ price: { period, per } }: { price: Pick<PackagePrice, 'period' | 'per'> }) {
  const { t } = useTranslation();
  const words = [t(`packages.period.${period}`), per === 'contract' ? '' : t(`packages.per.${per}`)];
  return <span className="mid">{words.filter(Boolean).join(', ')}</span>;
}

function Change({ change: { what, of, currency, from, to, better } }: { change: PackageChange }) {
  const { t, i18n } = useTranslation();
  const icon = { size: 14, stroke: 1.75, 'aria-hidden': true } as const;
  const sign = better === null ? null : better ? <IconArrowUp {...icon} /> : <IconArrowDown {...icon} />;
  if (what === 'price') {
    const [period, per] = (of ?? '').split(' ') as [PackagePrice['period'], PackagePrice['per']];
    const words = [t(`packages.period.${period}`), per === 'contract' ? '' : t(`packages.per.${per}`)];
    const amount = (value: number | null) => (value === null ? '' : money(value, currency ?? 'BRL', i18n.language));
    return (
      <span>
        {t(from === null ? 'packages.change.priceNew' : 'packages.change.price', {
          of: words.filter(Boolean).join(', '),
          from: amount(from),
          to: amount(to),
        })}
      </span>
    );
  }
  if (what === 'promise') {
    const key = to === null ? 'promiseGone' : from === null ? 'promiseNew' : 'promise';
    const time = (value: number | null) => (value === null ? '' : span(value * 60_000));
    return (
      <>
        {sign}
        <span>{t(`packages.change.${key}`, { of: t(`promise.targets.${of}`), from: time(from), to: time(to) })}</span>
      </>
    );
  }
  return (
    <>
      {sign}
      <span>{t(`packages.change.${what}`, { from, to })}</span>
    </>
  );
}

function Wish({ one, onClose }: { one: Package; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const words = useProblemWords();
  const [text, setText] = useState('');
  const clientId = useRef(newClientId());
  const ask = useMutation({
    mutationFn: () => portal.askForPackage(one.id, { text: text.trim(), clientId: clientId.current }),
    onSuccess: async ({ number }) => {
      await client.invalidateQueries();
      await navigate(`/tickets/${number}`);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('packages.want', { name: one.name })}>
      <form
        className="composer"
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <p className="mid">{t('packages.wantHint')}</p>
        <Textarea
          label={t('packages.text')}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={5_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {ask.error && (
          <p className="bad sm" role="alert">
            {words(ask.error)}
          </p>
        )}
        <div className="composeracts">
          <span className="grow" />
          <Button type="submit" loading={ask.isPending}>
            {t('send')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
