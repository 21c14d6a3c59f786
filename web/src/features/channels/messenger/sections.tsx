import { useTranslation } from 'react-i18next'
import { AccountSections } from '../account-sections.tsx'
import type { ChannelOf } from '../types.ts'
import { MessengerFields } from './fields.tsx'

export function MessengerSections({ channel }: { channel: ChannelOf<'messenger'> }) {
  const { t } = useTranslation(['channels', 'common'])
  return (
    <AccountSections
      channel={channel}
      formats={{ pageId: t('common:validation.digits') }}
      secrets={[
        { name: 'accessToken', label: t('accessToken'), hint: t('messenger.accessTokenHint') },
        { name: 'appSecret', label: t('appSecret'), hint: t('messenger.appSecretHint') },
      ]}
    >
      {(fields) => <MessengerFields fields={fields} />}
    </AccountSections>
  )
}
