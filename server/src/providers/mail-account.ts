import type { LoadedAccount } from '../channels/account.ts'
import type { EmailSecrets, EmailSettings } from '../channels/email/account.ts'
import { email } from '../channels/email/index.ts'

/** An account with mail servers instead of a provider. */
export type MailAccount = Readonly<{ settings: EmailSettings; secrets: EmailSecrets }>

/** What its settings and secrets were checked for when they were stored. */
export function toMailAccount({ adapter, settings, secrets }: LoadedAccount): MailAccount {
  if (adapter.type !== email.type) throw new Error(`A channel of type ${adapter.type} has no mail servers.`)
  return { settings: settings as unknown as EmailSettings, secrets: secrets as unknown as EmailSecrets }
}
