import { useTranslation } from 'react-i18next'
import { AccountSections } from '../account-sections.tsx'
import type { ChannelOf } from '../types.ts'
import { InstagramFields } from './fields.tsx'

export function InstagramSections({ channel }: { channel: ChannelOf<'instagram'> }) {
  const { t } = useTranslation(['channels', 'common'])
  return (
    <AccountSections
      channel={channel}
      formats={{ accountId: t('common:validation.digits'), pageId: t('common:validation.digits') }}
      secrets={[
        { name: 'accessToken', label: t('accessToken'), hint: t('instagram.accessTokenHint') },
        { name: 'appSecret', label: t('appSecret'), hint: t('instagram.appSecretHint') },
      ]}
    >
      {(fields) => <InstagramFields fields={fields} />}
    </AccountSections>
  )
}
