/** What may be done with a unit, and what it is afterwards. Pure. */

export const UNIT_STATES = ['in_stock', 'reserved', 'in_transit', 'installed', 'in_repair', 'retired', 'lost'] as const;
export type UnitState = (typeof UNIT_STATES)[number];
/** `reserved` is what a unit in stock is while a reservation holds; the row itself stays in stock. */
export type StoredState = Exclude<UnitState, 'reserved'>;

export const FAMILIES = ['it', 'iot'] as const;
export type Family = (typeof FAMILIES)[number];
export const OWNERS = ['ours', 'supplier', 'customer'] as const;
export type Owner = (typeof OWNERS)[number];
export const LOCATION_KINDS = ['stock', 'van', 'supplier'] as const;
export type LocationKind = (typeof LOCATION_KINDS)[number];

export const MOVES = [
  'transfer',
  'send',
  'install',
  'return',
  'repair',
  'repaired',
  'retire',
  'lose',
  'find',
  'build_in',
  'take_out',
] as const;
export type Move = (typeof MOVES)[number];

interface MoveRule {
  from: readonly UnitState[];
  /** Null: as what it is built into, or taken out of. */
  to: StoredState | null;
  /** What must be said about where it goes; `free`: a location or nothing. */
  goes: 'location' | 'site' | 'parent' | 'free' | 'nowhere';
}

export const MOVE_RULES: Readonly<Record<Move, MoveRule>> = {
  transfer: { from: ['in_stock', 'reserved', 'in_transit'], to: 'in_stock', goes: 'location' },
  send: { from: ['in_stock', 'reserved', 'installed', 'in_repair'], to: 'in_transit', goes: 'nowhere' },
  // From one site to another as well.
  install: { from: ['in_stock', 'reserved', 'in_transit', 'installed'], to: 'installed', goes: 'site' },
  return: { from: ['installed'], to: 'in_stock', goes: 'location' },
  repair: { from: ['in_stock', 'in_transit', 'installed'], to: 'in_repair', goes: 'free' },
  repaired: { from: ['in_repair'], to: 'in_stock', goes: 'location' },
  retire: { from: ['in_stock', 'in_repair', 'lost'], to: 'retired', goes: 'nowhere' },
  lose: { from: ['in_stock', 'reserved', 'in_transit', 'installed', 'in_repair'], to: 'lost', goes: 'nowhere' },
  find: { from: ['lost'], to: 'in_stock', goes: 'location' },
  build_in: { from: ['in_stock', 'in_transit'], to: null, goes: 'parent' },
  take_out: { from: ['in_stock', 'in_transit', 'installed', 'in_repair'], to: null, goes: 'nowhere' },
};

export type MoveRefusal = 'equipment_state' | 'built_in' | 'not_built_in';

/** Whatever is built into another moves with it, and not by itself until it is taken out. */
export function refusalOf(move: Move, unit: { state: UnitState; builtIn: boolean }): MoveRefusal | null {
  if (move === 'take_out' && !unit.builtIn) return 'not_built_in';
  if (move !== 'take_out' && unit.builtIn) return 'built_in';
  return MOVE_RULES[move].from.includes(unit.state) ? null : 'equipment_state';
}

/** In the order in which people think of them. */
export const movesOf = (unit: { state: UnitState; builtIn: boolean }): Move[] =>
  MOVES.filter((move) => refusalOf(move, unit) === null);

/** What is gone cannot be promised to anybody. */
export const mayReserve = (state: UnitState): boolean => state !== 'retired' && state !== 'lost';

/** A unit stands inside what stands inside another: nothing may stand inside itself. */
export const closesCircle = (unitId: string, ancestorsOfParent: readonly string[]): boolean =>
  ancestorsOfParent.includes(unitId);
