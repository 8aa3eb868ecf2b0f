import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import './identity.events.js';
import './identity.permissions.js';
import { AuditReader } from './audit/audit-reader.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditRow } from './audit/audit.entity.js';
import { AuditService } from './audit/audit.service.js';
import { Credentials } from './credentials/credentials.entity.js';
import { CredentialsService } from './credentials/credentials.service.js';
import { PasswordHasher } from './credentials/password-hasher.js';
import { InvitationAcceptanceService } from './invitations/invitation-acceptance.service.js';
import { InvitationMail } from './invitations/invitation-mail.js';
import { Invitation } from './invitations/invitation.entity.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { SystemMailController } from './mail/system-mail.controller.js';
import { SystemMailRow } from './mail/system-mail.entity.js';
import { SystemMailService } from './mail/system-mail.service.js';
import { MeController } from './me/me.controller.js';
import { MeService } from './me/me.service.js';
import { PasswordResetMail } from './password-reset/password-reset-mail.js';
import { PasswordResetRequestsService } from './password-reset/password-reset-requests.service.js';
import { PasswordResetController } from './password-reset/password-reset.controller.js';
import { PasswordReset } from './password-reset/password-reset.entity.js';
import { PasswordResetService } from './password-reset/password-reset.service.js';
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
import { TotpController } from './second-factor/totp.controller.js';
import { TotpService } from './second-factor/totp.service.js';
import { AccessReader } from './sessions/access-reader.js';
import { ActorsService } from './sessions/actors.service.js';
import { AddressThrottleGuard } from './sessions/address-throttle.guard.js';
import { PermissionsGuard } from './sessions/permissions.guard.js';
import { SessionCookie } from './sessions/session-cookie.js';
import { Session } from './sessions/session.entity.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsService } from './sessions/sessions.service.js';
import { Organisation } from './settings/organisation.entity.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsService } from './settings/settings.service.js';
import { SetupController } from './setup/setup.controller.js';
import { SetupService } from './setup/setup.service.js';
import { AttemptsService } from './sign-in/attempts.service.js';
import { DoorService } from './sign-in/door.service.js';
import { AttendanceService } from './presence/attendance.service.js';
import { ReproofService } from './sign-in/reproof.service.js';
import { SessionController } from './sign-in/session.controller.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { Providers } from './sso/provider.js';
import { SsoAttempt, SsoConnection, SsoIdentity } from './sso/sso-connection.entity.js';
import { SsoConnectionsController } from './sso/sso-connections.controller.js';
import { SsoConnectionsService } from './sso/sso-connections.service.js';
import { SsoPeopleService } from './sso/sso-people.service.js';
import { SsoSignInService } from './sso/sso-sign-in.service.js';
import { SsoController } from './sso/sso.controller.js';
import { ApiToken } from './tokens/api-token.entity.js';
import { ApiTokensController } from './tokens/api-tokens.controller.js';
import { ApiTokensService } from './tokens/api-tokens.service.js';
import './identity.personal.js';

const ROWS = [
  ...[User, Team, Membership, Role, UserRole, Organisation],
  ...[Credentials, Session, ApiToken, Invitation, PasswordReset],
  ...[SsoConnection, SsoIdentity, SsoAttempt, AuditRow, SystemMailRow],
];

const SHARED = [
  ActorsService,
  AttemptsService,
  AttendanceService,
  AuditService,
  ApiTokensService,
  CredentialsService,
  MeService,
  RolesService,
  SessionsService,
  SettingsService,
  SetupService,
  SystemMailService,
  TeamsService,
  UserDirectoryService,
  UsersService,
];

/** People, what they may do, and how they prove who they are. */
@Module({
  imports: [TypeOrmModule.forFeature(ROWS)],
  controllers: [
    ApiTokensController,
    AuditController,
    InvitationsController,
    MeController,
    PasswordResetController,
    RolesController,
    SessionController,
    SessionsController,
    SettingsController,
    SetupController,
    SsoConnectionsController,
    SsoController,
    SystemMailController,
    TeamsController,
    TotpController,
    UsersController,
  ],
  providers: [
    ...SHARED,
    AccessReader,
    AuditReader,
    DoorService,
    InvitationAcceptanceService,
    InvitationMail,
    InvitationsService,
    PasswordHasher,
    PasswordResetMail,
    PasswordResetRequestsService,
    PasswordResetService,
    Providers,
    ReproofService,
    SessionCookie,
    SignInService,
    SsoConnectionsService,
    SsoPeopleService,
    SsoSignInService,
    TotpService,
    { provide: APP_GUARD, useClass: AddressThrottleGuard },
    { provide: APP_GUARD, useClass: PermissionsGuard },
  ],
  exports: [...SHARED, SsoConnectionsService, SsoSignInService],
})
export class IdentityModule {}
