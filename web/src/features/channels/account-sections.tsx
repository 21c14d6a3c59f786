import type { Channel } from '@fairlead/sdk'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Section } from '../../ui/page/section.tsx'
import { AccessSection } from './access-section.tsx'
import { AccountForm } from './account-form.tsx'
import type { Fields } from './fields.ts'
import type { SecretField } from './secrets-form.tsx'

type Props = Readonly<{
  channel: Channel
  formats?: Readonly<Record<string, string>>
  secrets: readonly SecretField[]
  children(fields: Fields): ReactNode
}>

/** What most connected channels show of themselves: which account it is, and how to replace the access to it. */
export function AccountSections({ channel, formats = {}, secrets, children }: Props) {
  const { t } = useTranslation('channels')
  return (
    <>
      <Section title={t('account')}>
        <AccountForm channel={channel} formats={formats}>
          {children}
        </AccountForm>
      </Section>
      <AccessSection channel={channel} secrets={secrets} />
    </>
  )
}
