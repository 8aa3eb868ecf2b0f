import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { promises } from '../../../api/promises.api';
import type { PackagePromise, PolicyTarget } from '../../../api/promises.types';
import type { Package } from '../../../api/rules.types';
import type { Priority } from '../../../api/tickets.types';
import { useCan } from '../../session/session';
import { Answer } from '../parts';
import { durationWords } from '../promises/duration.rules';
import classes from './rules.module.css';
import { PACKAGES } from './rule-choices';

const PRIORITIES: Priority[] = ['urgent', 'high', 'normal', 'low'];

/** What whoever buys a package is promised: the policies that can hold for it, in the order in which they are asked. */
export function PromisesDialog({ of, onClose }: { of: Package; onClose: () => void }) {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: [...PACKAGES, of.id, 'promises'], queryFn: () => promises.ofPackage(of.id) });
  return (
    <Modal opened onClose={onClose} size="lg" title={t('packages.promisesOf', { name: of.name })}>
      <p className="mid">{t('packages.promisesIntro')}</p>
      <Answer of={list}>
        {(items) =>
          items.length === 0 ? (
            <p>{t('packages.promisesNone')}</p>
          ) : (
            items.map((one) => <Promised key={one.policyId} one={one} />)
          )
        }
      </Answer>
    </Modal>
  );
}

function Promised({ one }: { one: PackagePromise }) {
  const { t } = useTranslation();
  const mayOpen = useCan()('sla:manage');
  return (
    <section className={classes.promised}>
      <h3>{mayOpen ? <Link to={`/settings/promises/${one.policyId}`}>{one.name}</Link> : one.name}</h3>
      <p className="mid">{[t(one.always ? 'packages.always' : 'packages.sometimes'), one.about].join(' ')}</p>
      <div className={classes.promisedBox}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('policies.what')}</th>
              {PRIORITIES.map((priority) => (
                <th key={priority} scope="col">
                  {t(`ticket.priorities.${priority}`)}
                </th>
              ))}
              <th scope="col">{t('policies.hours')}</th>
            </tr>
          </thead>
          <tbody>
            {one.targets.map((target) => (
              <TargetLine key={target.target} target={target} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function TargetLine({ target: { target, minutes, hours } }: { target: PolicyTarget }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">{t(`promise.targets.${target}`)}</th>
      {PRIORITIES.map((priority) => {
        const promised = minutes[priority];
        return <td key={priority}>{promised === undefined ? '–' : durationWords(promised)}</td>;
      })}
      <td>{t(hours === 'calendar' ? 'packages.dayAndNight' : 'packages.workingHours')}</td>
    </tr>
  );
}
