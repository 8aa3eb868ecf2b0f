import type { TFunction } from 'i18next';
import type { BoardTechnician } from '../../api/dispatch.types';

/** From this on a day has no room for what goes wrong. */
const FULL = 95;

/** A row's head. Plain nodes, as the library draws it. */
export function technicianLabel(technician: BoardTechnician, t: TFunction): HTMLElement {
  const { name, skills, load } = technician;
  const label = document.createElement('div');
  label.className = 'technician';
  const add = (parent: HTMLElement, className: string, text = '') => {
    const node = document.createElement('span');
    node.className = className;
    node.textContent = text;
    parent.append(node);
    return node;
  };
  add(label, 'technician-mark', initials(name)).setAttribute('aria-hidden', 'true');
  add(label, 'technician-name', name);
  add(
    label,
    'technician-skills',
    skills
      .slice(0, 3)
      .map((skill) => skill.name)
      .join(' · '),
  );
  const percent = Math.round(load.percent);
  const row = add(label, percent >= FULL ? 'technician-load is-full' : 'technician-load');
  row.title = t('dispatch.load', { percent, visits: load.visits });
  add(add(row, 'technician-track'), 'technician-used').style.width = `${Math.min(100, percent)}%`;
  add(row, 'technician-percent', `${percent} %`);
  return label;
}

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
};
