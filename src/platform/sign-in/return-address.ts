/** Where to go after signing in: an address of this site and no other. Anything else becomes `otherwise`. */
export function localAddress(text: unknown, otherwise = '/home'): string {
  if (typeof text !== 'string' || text.length > 2000) return otherwise;
  // A browser reads "//elsewhere", "/\elsewhere" and an address with a tab or line end in it as another site's.
  if (!text.startsWith('/') || /^\/[/\\]/.test(text) || /[\u0000-\u0020\\\u007f]/.test(text)) return otherwise;
  const resolved = URL.canParse(text, 'http://here.invalid') ? new URL(text, 'http://here.invalid') : null;
  if (resolved === null || resolved.host !== 'here.invalid') return otherwise;
  // Dots can make a harmless beginning resolve to "//elsewhere" ("/.//elsewhere").
  const address = `${resolved.pathname}${resolved.search}`;
  if (address.startsWith('//') || address === '/sign-out' || address.startsWith('/sign-in')) return otherwise;
  return address;
}
