import { type Channel, channelTypes } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Section } from '../../ui/page/section.tsx'
import { RotateSecret } from './rotate-secret.tsx'

const hideable = ['webhookSecret', 'replySecret'] as const

/** Secrets that we made and that nobody has to paste anywhere: all there is to do is to make them anew. */
export function HiddenSecrets({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels')
  const own: Readonly<Record<string, 'shown' | 'hidden'>> = channelTypes[channel.type].own
  const hidden = hideable.filter((name) => own[name] === 'hidden')
  if (hidden.length === 0) return null

  return (
    <Section title={t('rotate.hidden')} description={t('rotate.hiddenHint')}>
      {hidden.map((name) => (
        <div key={name}>
          <Text fw={500}>{t(`rotate.names.${name}`)}</Text>
          <Text fz={13} c="dimmed" maw={560} mb={8}>
            {t(`rotate.hiddenHints.${name}`)}
          </Text>
          <RotateSecret channel={channel} name={name} />
        </div>
      ))}
    </Section>
  )
}
