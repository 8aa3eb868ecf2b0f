import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import './identity.events.js';
import './identity.permissions.js';
import { AuditRow } from './audit/audit.entity.js';
import { AuditService } from './audit/audit.service.js';
import { Credentials } from './credentials/credentials.entity.js';
import { CredentialsService } from './credentials/credentials.service.js';
import { PasswordHasher } from './credentials/password-hasher.js';
import { MeController } from './me/me.controller.js';
import { MeService } from './me/me.service.js';
import { Role, UserRole } from './people/role.entity.js';
import { RolesController } from './people/roles.controller.js';
import { RolesService } from './people/roles.service.js';
import { Membership, Team } from './people/team.entity.js';
import { TeamsController } from './people/teams.controller.js';
import { TeamsService } from './people/teams.service.js';
import { UserDirectoryService } from './people/user-directory.service.js';
import { User } from './people/user.entity.js';
import { UsersController } from './people/users.controller.js';
import { UsersService } from './people/users.service.js';
import { AccessReader } from './sessions/access-reader.js';
import { PermissionsGuard } from './sessions/permissions.guard.js';
import { SessionCookie } from './sessions/session-cookie.js';
import { Session } from './sessions/session.entity.js';
import { SessionsService } from './sessions/sessions.service.js';
import { Organisation } from './settings/organisation.entity.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsService } from './settings/settings.service.js';

/** People, what they may do, and how they prove who they are. */
@Module({
  imports: [
    TypeOrmModule.forFeature([AuditRow, Credentials, Membership, Organisation, Role, Session, Team, User, UserRole]),
  ],
  controllers: [MeController, RolesController, SettingsController, TeamsController, UsersController],
  providers: [
    AccessReader,
    AuditService,
    CredentialsService,
    MeService,
    PasswordHasher,
    RolesService,
    SessionCookie,
    SessionsService,
    SettingsService,
    TeamsService,
    UserDirectoryService,
    UsersService,
    { provide: APP_GUARD, useClass: PermissionsGuard },
  ],
  exports: [AuditService, MeService, RolesService, SessionsService, SettingsService, TeamsService, UsersService],
})
export class IdentityModule {}
