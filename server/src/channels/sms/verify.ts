import type { WebhookRequest } from '../channel.ts'
import { isSigned } from '../signature.ts'
import type { SmsAccount } from './account.ts'
import { readForm } from './form.ts'

/**
 * Twilio signs the address it was told, with the query and without the fragment, and behind it every field by its name:
 * also those that are empty or that nobody has heard of yet. While tokens are changed, it signs with either.
 */
export function verify(request: WebhookRequest, { secrets: { authToken, secondaryToken = '' } }: SmsAccount): boolean {
  const claimed = request.headers.get('x-twilio-signature')
  const fields = signedFields(readForm(request.body))
  return addressesOf(request.url).some((address) =>
    [authToken, secondaryToken].some((token) =>
      isSigned(claimed, token, [address, fields], { algorithm: 'sha1', encoding: 'base64' }),
    ),
  )
}

function signedFields(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort()
  return names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => `${name}${value}`)).join('')
}

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443' }

// Some of its machines write the default port and some do not, whatever stood in the console.
function addressesOf(url: string): readonly string[] {
  const [, scheme = '', host = '', port, rest = ''] =
    /^(https?):\/\/(\[[^\]]*\]|[^/:?#]+)(?::(\d+))?([^#]*)/.exec(url) ?? []
  const usual = defaultPorts[scheme]
  if (usual === undefined || (port !== undefined && port !== usual)) return [url]
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}:${usual}${rest}`]
}
