import { useTranslation } from '../../../i18n/use-translation.ts'
import { AccessSection } from '../access-section.tsx'
import type { ChannelOf } from '../types.ts'

export function LineSections({ channel }: { channel: ChannelOf<'line'> }) {
  const { t } = useTranslation('channels')
  return (
    <AccessSection
      channel={channel}
      secrets={[
        { name: 'channelSecret', label: t('line.channelSecret'), hint: t('line.channelSecretHint') },
        { name: 'accessToken', label: t('accessToken'), hint: t('line.accessTokenHint') },
      ]}
    />
  )
}
