/**
 * Where to go after signing in. Only a path of this app: an address of another site here would make our own log-in
 * page the first half of a phishing link.
 */
export function nextPath(next: string | undefined): string {
  if (next === undefined || !/^\/(?![/\\])/.test(next) || hasControlCharacter(next)) return '/'
  return next.startsWith('/login') ? '/' : next
}

// Browsers drop tabs and line ends from addresses: "/\t/evil.example" would become "//evil.example".
function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character.charCodeAt(0) < 0x20)
}
