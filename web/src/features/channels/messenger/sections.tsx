import { useTranslation } from '../../../i18n/use-translation.ts'
import { AccountSections } from '../account-sections.tsx'
import { useMetaSecrets } from '../meta/secrets.tsx'
import type { ChannelOf } from '../types.ts'
import { MessengerFields } from './fields.tsx'

export function MessengerSections({ channel }: { channel: ChannelOf<'messenger'> }) {
  const { t } = useTranslation(['channels', 'common'])
  return (
    <AccountSections
      channel={channel}
      formats={{ pageId: t('common:validation.digits') }}
      secrets={useMetaSecrets('messenger')}
    >
      {(fields) => <MessengerFields fields={fields} />}
    </AccountSections>
  )
}
