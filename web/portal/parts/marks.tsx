import { initialsOf } from '../../ui/person-mark';
import type { Desk } from '../portal.api';

/** The company's own picture, or the first letter of its name. */
export function Logo({ desk }: { desk: Desk | undefined }) {
  if (desk?.logo) return <img className="logo" src={desk.logo} alt="" />;
  return (
    <span className="logo letter" aria-hidden="true">
      {desk ? initialsOf(desk.name).slice(0, 1) : ''}
    </span>
  );
}

export function Initials({ name, size = 24 }: { name: string; size?: number }) {
  return (
    <span className="av" style={{ width: size, height: size }} data-initials={initialsOf(name)} aria-hidden="true" />
  );
}
