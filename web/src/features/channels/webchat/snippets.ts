/** The tag that puts the chat on a page. */
export function widgetTag(origin: string, channelId: string): string {
  return `<script src="${origin}/widget.js" data-channel="${channelId}" async></script>`
}

/** How a page says who is logged in: works before the tag has loaded, too. */
export const identifySnippet = `<script>
  window.Fairlead ??= (...call) => (Fairlead.q ??= []).push(call)
  Fairlead('identify', {
    userId: 'customer-81',
    hash: 'the signature from your server',
    name: 'Ana Example',
    email: 'ana@shop.example',
  })
</script>`

/** How a server signs a customer's id, by language. The secret comes from the environment: it never stands in code. */
export const signingSnippets = {
  'Node.js': `import { createHmac } from 'node:crypto'

const hash = createHmac('sha256', process.env.FAIRLEAD_IDENTITY_SECRET)
  .update(userId)
  .digest('hex')`,
  PHP: `$hash = hash_hmac('sha256', $userId, getenv('FAIRLEAD_IDENTITY_SECRET'));`,
  Python: `import hashlib, hmac, os

hash = hmac.new(
    os.environ["FAIRLEAD_IDENTITY_SECRET"].encode(), user_id.encode(), hashlib.sha256
).hexdigest()`,
  Ruby: `require 'openssl'

hash = OpenSSL::HMAC.hexdigest('SHA256', ENV.fetch('FAIRLEAD_IDENTITY_SECRET'), user_id)`,
} as const
