import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { technicians } from '../../../api/technicians.api';
import type { Territory } from '../../../api/technicians.types';
import { useDeleteLater } from '../../feedback/delete-later';
import { Answer, List, Part, Row } from '../parts';
import { RowMenu } from '../row-menu';
import { TECHNICIANS, useTerritories } from './technicians.queries';
import { TerritoryDialog } from './territory-dialog';

export function TerritoriesPart() {
  const { t } = useTranslation();
  const territories = useTerritories();
  const { gone, deleteLater } = useDeleteLater(TECHNICIANS);
  const [editing, setEditing] = useState<Territory | 'new' | null>(null);
  return (
    <Part title={t('technicians.territories')} intro={t('technicians.territoriesIntro')}>
      <Answer of={territories}>
        {(items) => (
          <List empty={t('technicians.noTerritories')}>
            {items
              .filter(({ id }) => !gone.has(id))
              .map((one) => (
                <Row
                  key={one.id}
                  title={<b>{one.name}</b>}
                  detail={`${t('technicians.workThere', { count: one.technicians })} · ${t('technicians.areaCount', { count: one.areas.length })}`}
                >
                  <RowMenu
                    name={one.name}
                    onEdit={() => setEditing(one)}
                    onDelete={() =>
                      deleteLater(one.id, t('settings.deleted', { name: one.name }), () =>
                        technicians.deleteTerritory(one.id),
                      )
                    }
                  />
                </Row>
              ))}
          </List>
        )}
      </Answer>
      <Button mt={8} variant="default" onClick={() => setEditing('new')}>
        {t('technicians.newTerritory')}
      </Button>
      {editing && (
        <TerritoryDialog territory={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />
      )}
    </Part>
  );
}
