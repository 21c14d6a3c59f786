import { patchChannel } from '@fairlead/sdk'
import { Stack, Switch, Tabs, Text } from '@mantine/core'
import { useState } from 'react'
import { client } from '../../../api.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import { notifyDone, notifyError } from '../../../ui/notify.ts'
import { OwnSecret } from '../own-secret.tsx'
import { useKeepChannel } from '../queries.ts'
import type { ChannelOf } from '../types.ts'
import { identifySnippet, signingSnippets } from './snippets.ts'

const languages = Object.entries(signingSnippets)

/** How a website tells the chat who is logged in, and whether others may write at all. */
export function WebchatIdentity({ channel }: { channel: ChannelOf<'webchat'> }) {
  const { t } = useTranslation('channels')

  return (
    <Stack>
      <OwnSecret
        channel={channel}
        name="identitySecret"
        value={channel.identitySecret}
        label={t('webchat.secret')}
        description={t('webchat.secretHint')}
        isHidden
      />
      <div>
        <Text fw={600}>{t('webchat.step1')}</Text>
        <Tabs defaultValue={languages[0]?.[0] ?? null} mt={4}>
          <Tabs.List>
            {languages.map(([language]) => (
              <Tabs.Tab key={language} value={language}>
                {language}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {languages.map(([language, snippet]) => (
            <Tabs.Panel key={language} value={language} pt={8}>
              <CopyField label={language} value={snippet} isLabelHidden />
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
      <CopyField label={t('webchat.step2')} value={identifySnippet} />
      <RequireIdentity channel={channel} />
    </Stack>
  )
}

function RequireIdentity({ channel }: { channel: ChannelOf<'webchat'> }) {
  const { t } = useTranslation('channels')
  const keepChannel = useKeepChannel()
  const [isSaving, setIsSaving] = useState(false)

  async function change(requireIdentity: boolean) {
    setIsSaving(true)
    try {
      const body = { settings: { requireIdentity } }
      keepChannel(await client.call(patchChannel, { params: { id: channel.id }, body }))
      notifyDone(t('webchat.requireIdentitySaved'))
    } catch (error) {
      notifyError(error)
    } finally {
      setIsSaving(false)
    }
  }

  return (
    <Switch
      label={t('webchat.requireIdentity')}
      description={t('webchat.requireIdentityHint')}
      checked={channel.settings.requireIdentity}
      disabled={isSaving}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  )
}
