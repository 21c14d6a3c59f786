import { type Channel, rotateSecret } from '@fairlead/sdk'
import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type general from '../../locales/en/channels/general.json'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { useKeepChannel } from './queries.ts'

export type OwnSecretName = keyof typeof general.rotate.names

/** Makes a secret of our own anew, when somebody knows it who should not. */
export function RotateSecret({ channel, name }: { channel: Channel; name: OwnSecretName }) {
  const { t } = useTranslation('channels')
  const [isAsking, setAsking] = useState(false)
  const keepChannel = useKeepChannel()

  async function rotate() {
    keepChannel(await client.call(rotateSecret, { params: { id: channel.id }, body: { secret: name } }))
    notifyDone(t('rotate.done'))
  }

  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('rotate.action')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('rotate.title', { name: t(`rotate.names.${name}`) })}
        text={t('rotate.text')}
        confirm={t('rotate.action')}
        onConfirm={rotate}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
