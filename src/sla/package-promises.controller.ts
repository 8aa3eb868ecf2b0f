import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { PackagesService } from '../contracts/packages.service.js';
import { Can } from '../platform/http/access.decorators.js';
import { PoliciesService } from './policies.service.js';
import { promisesFor } from './package-promises.rules.js';
import { TargetBody } from './policy.dto.js';

export class PackagePromise {
  @ApiProperty({ format: 'uuid' }) policyId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() about!: string;
  @ApiProperty({ description: 'False: only for some tickets of the package; its name says which.' }) always!: boolean;
  @ApiProperty({ type: [TargetBody] }) targets!: TargetBody[];
}

export class PackagePromiseList {
  @ApiProperty({ type: [PackagePromise] }) items!: PackagePromise[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}

@ApiTags('sla')
@Controller('packages/:id/promises')
export class PackagePromisesController {
  constructor(
    private readonly packages: PackagesService,
    private readonly policies: PoliciesService,
  ) {}

  @Get()
  @Can('contracts:read')
  @ApiOperation({
    summary: 'What the package promises: the policies that can hold for it, in the order they are asked',
  })
  @ApiOkResponse({ type: PackagePromiseList })
  async list(@Param('id', ParseUUIDPipe) id: string): Promise<PackagePromiseList> {
    const { key } = await this.packages.one(id);
    const { items } = await this.policies.list();
    const found = promisesFor(
      items.filter(({ active }) => active),
      { 'package.key': key },
    );
    return {
      items: found.map(({ policy: { id: policyId, name, about, targets }, always }) => ({
        policyId,
        name,
        about,
        always,
        targets,
      })),
      nextCursor: null,
    };
  }
}
