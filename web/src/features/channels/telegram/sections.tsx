import { useTranslation } from '../../../i18n/use-translation.ts'
import { AccessSection } from '../access-section.tsx'
import type { ChannelOf } from '../types.ts'

export function TelegramSections({ channel }: { channel: ChannelOf<'telegram'> }) {
  const { t } = useTranslation('channels')
  return (
    <AccessSection
      channel={channel}
      secrets={[{ name: 'botToken', label: t('telegram.botToken'), hint: t('telegram.botTokenHint') }]}
    />
  )
}
