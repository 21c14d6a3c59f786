import { useTranslation } from '../../../i18n/use-translation.ts'
import { Section } from '../../../ui/page/section.tsx'
import type { ChannelOf } from '../types.ts'
import { WebchatLookForm, WebchatOriginsForm } from './forms.tsx'
import { WebchatIdentity } from './identity.tsx'

export function WebchatSections({ channel }: { channel: ChannelOf<'webchat'> }) {
  const { t } = useTranslation('channels')
  return (
    <>
      <Section title={t('webchat.look')}>
        <WebchatLookForm channel={channel} />
      </Section>
      <Section title={t('webchat.origins')} description={t('webchat.originsHint')}>
        <WebchatOriginsForm channel={channel} />
      </Section>
      <Section title={t('webchat.identity')} description={t('webchat.identityHint')}>
        <WebchatIdentity channel={channel} />
      </Section>
    </>
  )
}
