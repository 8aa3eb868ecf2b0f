import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PERMISSION, PORTAL, PUBLIC } from './access.decorators.js';

/** A route that says neither who may call it nor that everybody may stops the start: forgetting is no way to open a door. */
@Injectable()
export class RouteCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const open = this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!instance || !metatype) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => {
          const method = prototype[name];
          if (typeof method !== 'function' || Reflect.getMetadata(PATH_METADATA, method) === undefined) return false;
          return [PERMISSION, PORTAL, PUBLIC].every(
            (key) => this.reflector.getAllAndOverride(key, [method, metatype as never]) === undefined,
          );
        })
        .map((name) => `${metatype.name}.${name}`);
    });
    if (open.length > 0)
      throw new Error(`routes without @Can, @SignedIn, @ForCustomers or @Public: ${open.join(', ')}`);
  }
}
