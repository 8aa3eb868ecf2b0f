import type { TFunction } from 'i18next';
import type { RoleRef } from '../../../api/identity.types';

/** A shipped role is called as in the reader's language; an own one as its maker called it. */
export const roleName = ({ key, name }: Pick<RoleRef, 'key' | 'name'>, t: TFunction): string =>
  key ? t(`roles.shipped.${key}`, { defaultValue: name }) : name;
