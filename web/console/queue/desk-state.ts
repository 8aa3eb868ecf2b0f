import { createContext, use } from 'react';

export interface DeskState {
  /** Ids of the tickets that are ticked. */
  selected: ReadonlySet<string>;
  setSelected: (selected: ReadonlySet<string>) => void;
}

export const DeskContext = createContext<DeskState | null>(null);

export function useDesk(): DeskState {
  const desk = use(DeskContext);
  if (!desk) throw new Error('useDesk is used outside the desk');
  return desk;
}
