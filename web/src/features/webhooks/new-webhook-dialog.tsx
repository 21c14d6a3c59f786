import { postWebhook } from '@fairlead/sdk'
import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { webhooksQuery } from './queries.ts'
import { SecretShown } from './secret-shown.tsx'
import { useWebhookForm, WebhookFields } from './webhook-fields.tsx'

type Made = Readonly<{ id: string; secret: string }>

export function NewWebhookDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const [made, setMade] = useState<Made | null>(null)
  const navigate = useNavigate()

  function leave() {
    onClose()
    if (made !== null) void navigate({ to: '/settings/webhooks/$id', params: { id: made.id } })
  }

  // The secret cannot be shown again, so that a stray press beside the dialog must not lose it.
  return (
    <Modal
      opened
      onClose={leave}
      title={t(made === null ? 'addTitle' : 'secretTitle')}
      closeOnClickOutside={false}
      closeOnEscape={made === null}
    >
      {made === null ? (
        <NewWebhookForm onMade={setMade} onClose={onClose} />
      ) : (
        <SecretShown secret={made.secret} onDone={leave} />
      )}
    </Modal>
  )
}

function NewWebhookForm({ onMade, onClose }: { onMade: (made: Made) => void; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const cache = useQueryClient()
  const contract = useWebhookForm(null, async (body) => {
    const { webhook, secret } = await client.call(postWebhook, { body })
    await cache.invalidateQueries(webhooksQuery)
    onMade({ id: webhook.id, secret })
  })

  return (
    <ContractForm
      contract={contract}
      actions={<DialogActions submit={t('create')} isSubmitting={contract.form.submitting} onCancel={onClose} />}
    >
      <WebhookFields form={contract.form} />
    </ContractForm>
  )
}
