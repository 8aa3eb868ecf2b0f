/** The address of another database of the same server. */
export function databaseNamed(url, name) {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
