import { deleteWebhook, patchWebhook, type Webhook } from '@fairlead/sdk'
import { Button, Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { webhooksQuery } from './queries.ts'

/** Switches a webhook off or on, and deletes it. */
export function WebhookSwitch({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const [asked, setAsked] = useState<'off' | 'delete' | null>(null)
  const cache = useQueryClient()
  const navigate = useNavigate()

  async function put(isActive: boolean) {
    await client.call(patchWebhook, { params: { id: webhook.id }, body: { isActive } })
    await cache.invalidateQueries(webhooksQuery)
    notifyDone(t(isActive ? 'onDone' : 'offDone'))
  }

  async function remove() {
    await client.call(deleteWebhook, { params: { id: webhook.id } })
    await navigate({ to: '/settings/webhooks' })
    await cache.invalidateQueries(webhooksQuery)
    notifyDone(t('deleted'))
  }

  return (
    <Group gap="xs">
      {webhook.isActive ? (
        <Button variant="default" onClick={() => setAsked('off')}>
          {t('off')}
        </Button>
      ) : (
        <Button onClick={() => void put(true).catch(notifyError)}>{t('on')}</Button>
      )}
      <Button color="red" variant="light" onClick={() => setAsked('delete')}>
        {t('delete')}
      </Button>
      <ConfirmDialog
        isOpen={asked === 'off'}
        title={t('offTitle', { name: webhook.name })}
        text={t('offText')}
        confirm={t('off')}
        onConfirm={() => put(false)}
        onClose={() => setAsked(null)}
      />
      <ConfirmDialog
        isOpen={asked === 'delete'}
        title={t('deleteTitle', { name: webhook.name })}
        text={t('deleteText')}
        confirm={t('delete')}
        onConfirm={remove}
        onClose={() => setAsked(null)}
      />
    </Group>
  )
}
