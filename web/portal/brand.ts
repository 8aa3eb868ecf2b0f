import { useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { accentFor } from '../widget/colour';
import { portal, type Desk } from './portal.api';

export function useDesk(): Desk | undefined {
  return useQuery({ queryKey: ['desk'], queryFn: portal.desk, staleTime: 5 * 60_000 }).data;
}

/** The company's name on the tab, and its colour, moved as far as reading needs. */
export function useBrand(): void {
  const desk = useDesk();
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (desk) document.title = desk.name;
    const { style } = document.documentElement;
    const names = ['--accent', '--accent-hover', '--accent-soft', '--on-accent'];
    if (!desk?.accent) return names.forEach((name) => style.removeProperty(name));
    const { accent, hover, soft, onAccent } = accentFor(desk.accent, scheme);
    [accent, hover, soft, onAccent].forEach((value, at) => style.setProperty(names[at]!, value));
  }, [desk, scheme]);
}
