import type { Named } from './identity.types';
import type { TicketRow } from './tickets.types';

export const UNIT_STATES = ['in_stock', 'reserved', 'in_transit', 'installed', 'in_repair', 'retired', 'lost'] as const;
export type UnitState = (typeof UNIT_STATES)[number];
export type Move =
  | 'transfer'
  | 'send'
  | 'install'
  | 'return'
  | 'repair'
  | 'repaired'
  | 'retire'
  | 'lose'
  | 'find'
  | 'build_in'
  | 'take_out';
export type Owner = 'ours' | 'supplier' | 'customer';
export type LocationKind = 'stock' | 'van' | 'supplier';

export interface ModelMark {
  id: string;
  maker: string;
  name: string;
  kind: string;
  family: 'it' | 'iot';
  part: boolean;
}

export interface Model extends ModelMark {
  about: string | null;
  active: boolean;
  substitutes: ModelMark[];
  units: number;
  inStock: number;
  version: number;
}

export interface LocationMark extends Named {
  kind: LocationKind;
}

export interface StockLocation extends LocationMark {
  person: Named | null;
  address: string | null;
  active: boolean;
  units: number;
  version: number;
}

export interface UnitMark {
  id: string;
  tag: string;
  name: string;
}

export interface Unit {
  id: string;
  tag: string;
  serial: string | null;
  model: ModelMark;
  state: UnitState;
  owner: Owner;
  supplier: string | null;
  location: LocationMark | null;
  site: (Named & { address: string }) | null;
  company: Named | null;
  contractId: string | null;
  parent: UnitMark | null;
  movedAt: string;
  version: number;
}

export interface Reservation {
  id: string;
  equipment: UnitMark;
  company: Named | null;
  contractId: string | null;
  ticketId: string | null;
  from: string;
  until: string;
  state: 'open' | 'used' | 'ended' | 'cancelled';
  note: string | null;
  madeByName: string;
  createdAt: string;
  version: number;
}

export interface WholeUnit extends Unit {
  link: string;
  notes: string | null;
  warrantyUntil: string | null;
  parts: (UnitMark & { parentId: string | null; serial: string | null; depth: number })[];
  software: { name: string; version: string; notedAt: string }[];
  reservations: Reservation[];
  moves: Move[];
  createdAt: string;
}

export interface MovePlace {
  location: LocationMark | null;
  site: (Named & { address: string }) | null;
  company: Named | null;
}

export interface UnitMove {
  id: string;
  seq: number;
  action: Move | 'register';
  fromState: UnitState | null;
  toState: UnitState;
  from: MovePlace;
  to: MovePlace;
  contractId: string | null;
  ticketId: string | null;
  visitId: string | null;
  with: UnitMark | null;
  reason: string | null;
  actorName: string;
  at: string;
}

export interface StockRow {
  location: LocationMark;
  model: ModelMark;
  supplier: string | null;
  total: number;
  reserved: number;
  free: number;
}

export interface Substitute {
  model: ModelMark;
  free: number;
}

export interface Stock {
  items: StockRow[];
  short: { model: ModelMark; substitutes: Substitute[] }[];
}

export type UnitTicket = Pick<TicketRow, 'id' | 'number' | 'subject' | 'status'> & { createdAt: string };
