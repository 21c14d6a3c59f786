import { useTranslation } from '../../../i18n/use-translation.ts'
import { AccountSections } from '../account-sections.tsx'
import { useMetaSecrets } from '../meta/secrets.tsx'
import type { ChannelOf } from '../types.ts'
import { InstagramFields } from './fields.tsx'

export function InstagramSections({ channel }: { channel: ChannelOf<'instagram'> }) {
  const { t } = useTranslation(['channels', 'common'])
  return (
    <AccountSections
      channel={channel}
      formats={{ accountId: t('common:validation.digits'), pageId: t('common:validation.digits') }}
      secrets={[
        ...useMetaSecrets('instagram'),
        {
          ...{ name: 'facebookAppSecret', label: t('instagram.otherAppSecret') },
          ...{ hint: t('instagram.otherAppSecretHint'), isOptional: true },
        },
      ]}
    >
      {(fields) => <InstagramFields fields={fields} />}
    </AccountSections>
  )
}
