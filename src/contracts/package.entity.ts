import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AllowanceKind, PricePeriod, PriceUnit } from './price.rules.js';

export interface Allowance {
  what: AllowanceKind;
  perMonth: number;
  extraAmount: number | null;
  currency: string | null;
  /** More than that is not taken; left out, it is, and shown as beyond. */
  whenOver?: 'refused';
}

interface Given {
  what: AllowanceKind;
  perMonth: number;
  extraAmount?: number | null;
  currency?: string | null;
  whenOver?: 'allowed' | 'refused';
}

/** As it is kept; a price beyond without a currency was refused before. */
export const allowanceOf = ({ what, perMonth, extraAmount, currency, whenOver }: Given): Allowance => ({
  what,
  perMonth,
  extraAmount: extraAmount ?? null,
  currency: typeof extraAmount === 'number' ? (currency ?? null) : null,
  ...(whenOver === 'refused' && { whenOver }),
});

/** A service level at a price point. */
@Entity('packages')
export class Package {
  @PrimaryColumn('uuid') id!: string;
  /** What rules and policies call it; never changes. */
  @Column('text') key!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) about!: string | null;
  @Column('jsonb') fields!: Record<string, unknown>;
  @Column('uuid', { nullable: true }) calendarId!: string | null;
  /** Kinds of channels on which it is served; empty: all. */
  @Column('text', { array: true }) channels!: string[];
  @Column('jsonb') allowances!: Allowance[];
  /** What customers read about it, by language. */
  @Column('jsonb') words!: Record<string, string>;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}

/** PostgreSQL gives a bigint as a text, because it may be larger than what JavaScript counts exactly; ours is not. */
export const wholeNumber = { to: (value: number) => value, from: (value: string | number) => Number(value) };

/** What it costs. Contracts and proposals copy the amount: who changes a price changes no promise. */
@Entity('package_prices')
export class PackagePrice {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') packageId!: string;
  @Column('int') place!: number;
  @Column('text') period!: PricePeriod;
  @Column('text') per!: PriceUnit;
  @Column('bigint', { transformer: wholeNumber }) amount!: number;
  @Column('text') currency!: string;
  @Column('boolean') active!: boolean;
}
