import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, Length, Min } from 'class-validator';
import { allPermissions } from '../../platform/http/access.decorators.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import type { Role } from './role.entity.js';
import { permissionsOf, type TicketScope } from './role.rules.js';

const SCOPES: TicketScope[] = ['all', 'team', 'own'];

export class NewRole {
  @IsString() @Length(1, 80) name!: string;
  /** Keys of `GET /permissions`. */
  @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) permissions!: string[];
  /** Which tickets its holders see: every one, those of their teams, or their own. */
  @IsIn(SCOPES) ticketScope!: TicketScope;
}

export class RoleChange {
  @Optional() @IsString() @Length(1, 80) name?: string;
  @Optional() @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) permissions?: string[];
  @Optional() @IsIn(SCOPES) ticketScope?: TicketScope;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class RoleView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Only shipped roles have one; they cannot be changed' })
  key!: string | null;
  @ApiProperty() name!: string;
  @ApiProperty() builtIn!: boolean;
  @ApiProperty({ type: [String] }) permissions!: string[];
  @ApiProperty({ enum: SCOPES }) ticketScope!: TicketScope;
  @ApiProperty() version!: number;

  static of(role: Role): RoleView {
    const { id, key, name, ticketScope, version } = role;
    return {
      id,
      key,
      name,
      builtIn: key !== null,
      permissions: permissionsOf(role, allPermissions()),
      ticketScope,
      version,
    };
  }
}

export class RoleList {
  @ApiProperty({ type: [RoleView] }) items!: RoleView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PermissionView {
  @ApiProperty() key!: string;
  @ApiProperty() description!: string;
  @ApiProperty() group!: string;
  @ApiProperty({ type: [String], description: 'Shipped roles that have it, besides administrator' }) roles!: string[];
}

export class PermissionList {
  @ApiProperty({ type: [PermissionView] }) items!: PermissionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
