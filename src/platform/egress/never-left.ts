/** No name, no way, no connection, no trust: errors from before the first byte of a request. */
const BEFORE =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|address_refused)/;

/** There was no connection, so nothing can have been taken either. */
export function neverLeft(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: string; cause?: unknown };
  return BEFORE.test(String(code)) || (cause !== undefined && neverLeft(cause));
}
