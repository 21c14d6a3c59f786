import { patchWebhook, type Webhook } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { webhooksQuery } from './queries.ts'
import { useWebhookForm, WebhookFields } from './webhook-fields.tsx'

export function WebhookForm({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const cache = useQueryClient()
  const contract = useWebhookForm(webhook, async (body) => {
    await client.call(patchWebhook, { params: { id: webhook.id }, body })
    await cache.invalidateQueries(webhooksQuery)
    notifyDone(t('saved'))
  })

  return (
    <ContractForm contract={contract} actions={<SaveButton form={contract.form} />}>
      <WebhookFields form={contract.form} />
    </ContractForm>
  )
}
