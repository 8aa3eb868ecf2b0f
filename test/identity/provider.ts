import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface Account {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  /** How it says that it made sure who this is. */
  amr?: string[];
  acr?: string;
}

/** A real OpenID Connect provider on this machine, at which `account` is always signed in. */
export class TestProvider {
  account: Account = { sub: 'nobody' };
  private provider: Provider;

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {
    this.provider = this.make([]);
    server.on('request', (request, response) => void this.answer(request, response));
  }

  static async start(): Promise<TestProvider> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new TestProvider(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** As an administrator of the provider does with the redirect URI that our settings show. */
  register(redirectUri: string): void {
    this.provider = this.make([
      {
        client_id: 'frontdesk',
        client_secret: 'a secret between two',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ]);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private make(clients: object[]): Provider {
    return new Provider(this.issuer, {
      clients,
      pkce: { required: () => true },
      claims: { openid: ['sub', 'amr', 'acr'], email: ['email', 'email_verified'], profile: ['name'] },
      cookies: { keys: ['a key for tests'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ ...this.account, sub }) }),
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url!.startsWith('/interaction/')) return this.provider.callback()(request, response);
    const { params } = await this.provider.interactionDetails(request, response);
    const accountId = this.account.sub;
    const grant = new this.provider.Grant({ accountId, clientId: params.client_id });
    grant.addOIDCScope('openid email profile');
    const { amr, acr } = this.account;
    const result = { login: { accountId, amr, acr }, consent: { grantId: await grant.save() } };
    await this.provider.interactionFinished(request, response, result);
  }
}
