import { type Channel, deleteChannel } from '@fairlead/sdk'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { channelsQuery } from './queries.ts'

export function DeleteChannel({ channel }: { channel: Channel }) {
  const { t } = useTranslation('settings')
  const [isAsking, setIsAsking] = useState(false)
  const cache = useQueryClient()
  const navigate = useNavigate()

  async function remove() {
    await client.call(deleteChannel, { params: { id: channel.id } })
    await navigate({ to: '/settings/channels' })
    await cache.invalidateQueries(channelsQuery)
    notifyDone(t('channels.deleted'))
  }

  return (
    <>
      <Button color="red" variant="light" onClick={() => setIsAsking(true)}>
        {t('channels.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('channels.deleteTitle', { name: channel.name })}
        text={t('channels.deleteText')}
        confirm={t('channels.delete')}
        onConfirm={remove}
        onClose={() => setIsAsking(false)}
      />
    </>
  )
}
