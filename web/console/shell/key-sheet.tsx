import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../../ui/key-cap';
import classes from './key-sheet.module.css';

const GROUPS: { title: string; keys: [string, string][] }[] = [
  {
    title: 'keys.everywhere',
    keys: [
      ['mod K', 'keys.palette'],
      ['/', 'keys.search'],
      ['c', 'keys.newTicket'],
      ['g q', 'keys.goQueue'],
      ['g d', 'keys.goDispatch'],
      ['g s', 'keys.goSales'],
      ['g c', 'keys.goCustomers'],
      ['g e', 'keys.goEquipment'],
      ['g b', 'keys.goBroadcasts'],
      ['g i', 'keys.goMoney'],
      ['g k', 'keys.goKnowledge'],
      ['g r', 'keys.goReports'],
      ['g n', 'keys.goNotifications'],
      ['g t', 'keys.goSettings'],
      ['g p', 'keys.goProfile'],
      ['?', 'keys.sheet'],
    ],
  },
  {
    title: 'keys.inQueue',
    keys: [
      ['j', 'keys.next'],
      ['k', 'keys.previous'],
      ['o', 'keys.open'],
      ['x', 'keys.select'],
      ['g g', 'keys.takeNext'],
    ],
  },
  {
    title: 'keys.inTicket',
    keys: [
      ['r', 'keys.reply'],
      ['n', 'keys.note'],
      ['a', 'keys.assign'],
      ['t', 'keys.take'],
      ['s', 'keys.snooze'],
      ['e', 'keys.solve'],
      ['m', 'keys.macro'],
      ['d', 'keys.prospect'],
      ['mod ↵', 'keys.send'],
    ],
  },
  {
    title: 'keys.inSales',
    keys: [
      ['n', 'keys.newDeal'],
      ['[', 'keys.stageBack'],
      [']', 'keys.stageOn'],
    ],
  },
];

export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t('keys.title')} size="lg">
      <div className={classes.groups}>
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3>{t(group.title)}</h3>
            {group.keys.map(([keys, label]) => (
              <div key={keys} className={classes.line}>
                <span>{t(label)}</span>
                <span className={classes.caps}>
                  {keys.split(' ').map((key) => (
                    <KeyCap key={key}>{key}</KeyCap>
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Modal>
  );
}
