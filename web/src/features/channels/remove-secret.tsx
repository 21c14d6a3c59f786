import { type Channel, patchChannel } from '@fairlead/sdk'
import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { useKeepChannel } from './queries.ts'

type Props = Readonly<{ channel: Channel; name: string; label: string }>

/** Forgets a secret that the channel can do without: an empty field means that it stays. */
export function RemoveSecret({ channel, name, label }: Props) {
  const { t } = useTranslation('channels')
  const [isAsking, setAsking] = useState(false)
  const keepChannel = useKeepChannel()

  async function remove() {
    keepChannel(await client.call(patchChannel, { params: { id: channel.id }, body: { secrets: { [name]: '' } } }))
    notifyDone(t('secrets.removed'))
  }

  return (
    <>
      <Button
        variant="default"
        size="xs"
        mt={-8}
        leftSection={<IconTrash size={14} aria-hidden />}
        aria-label={t('secrets.removeOf', { name: label })}
        onClick={() => setAsking(true)}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('secrets.remove')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('secrets.removeTitle', { name: label })}
        text={t('secrets.removeText')}
        confirm={t('secrets.remove')}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
