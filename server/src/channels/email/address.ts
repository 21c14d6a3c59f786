/**
 * Addresses as identities: compared without their case, with the domain as mail servers write it. What stands behind a
 * plus, and dots, belong to the address: to many servers they are somebody else.
 */
const longestAddress = 320

/** The address as we know people by it; null when it is none. */
export function normalAddress(given: string | null | undefined): string | null {
  const text = (given ?? '').trim().normalize('NFC').toLowerCase()
  const at = text.lastIndexOf('@')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing that could break a header or an envelope.
  if (at < 1 || text.length > longestAddress || /[\s<>",;\u0000-\u001f\u007f]/.test(text)) return null
  const domain = asciiDomain(text.slice(at + 1))
  return domain === null ? null : `${text.slice(0, at)}@${domain}`
}

/** Letters of other scripts as the domain name system writes them. */
function asciiDomain(domain: string): string | null {
  const ascii = URL.parse(`http://${domain}/`)?.hostname
  return ascii && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|^\[[0-9a-f:.]+\]$/.test(ascii) ? ascii : null
}

export function localPartOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@'))
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** One mailbox, whatever stands behind the plus. */
function withoutTag(address: string): string {
  return `${localPartOf(address).replace(/\+.*$/, '')}@${domainOf(address)}`
}

/** Whether mail to it comes to this account: its address and its other names. */
export function isOwnAddress(
  address: string,
  { address: own, aliases }: Readonly<{ address: string; aliases: readonly string[] }>,
): boolean {
  const bare = withoutTag(address)
  return [own, ...aliases].some((each) => {
    const normal = normalAddress(each)
    return normal !== null && (address === normal || bare === withoutTag(normal))
  })
}
