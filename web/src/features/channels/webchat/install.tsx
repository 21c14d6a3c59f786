import { Anchor, Stack, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import type { ChannelOf } from '../types.ts'
import { widgetTag } from './snippets.ts'

/** The tag to copy, and a page to try it on. */
export function WebchatInstall({ channel }: { channel: ChannelOf<'webchat'> }) {
  const { t } = useTranslation('channels')
  return (
    <Stack gap="sm">
      <CopyField label={t('webchat.tag')} value={widgetTag(location.origin, channel.id)} />
      {channel.settings.requireIdentity ? (
        <Text fz={13} c="dimmed">
          {t('webchat.noTest')}
        </Text>
      ) : (
        <Anchor href={`/webchat/${channel.id}/test`} target="_blank" rel="noreferrer" display="inline-flex">
          {t('webchat.test')}
          <IconExternalLink size={15} style={{ marginInlineStart: 4, alignSelf: 'center' }} aria-hidden />
        </Anchor>
      )}
    </Stack>
  )
}
