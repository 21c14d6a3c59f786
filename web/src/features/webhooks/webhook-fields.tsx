import { postWebhook, type Webhook, type WebhookEventType } from '@fairlead/sdk'
import { TextInput } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Refusal, useContractForm } from '../../ui/form/use-contract-form.ts'
import { EventChoice } from './event-choice.tsx'

type Values = { name: string; url: string; eventTypes: WebhookEventType[]; isEverything: boolean }
type Given = Readonly<Pick<Webhook, 'name' | 'url' | 'eventTypes'>>

/** The form of a webhook, new or not. To be told of nothing is refused here: the contract has it for everything. */
export function useWebhookForm(webhook: Webhook | null, save: (given: Given) => Promise<unknown>) {
  const { t } = useTranslation('webhooks')
  return useContractForm<Values>({
    initialValues: {
      name: webhook?.name ?? '',
      url: webhook?.url ?? '',
      eventTypes: [...(webhook?.eventTypes ?? [])],
      isEverything: webhook === null || webhook.eventTypes.length === 0,
    },
    schema: postWebhook.body,
    formats: { url: t('urlFormat') },
    async save({ name, url, eventTypes, isEverything }) {
      if (!isEverything && eventTypes.length === 0) throw new Refusal('eventTypes', t('chooseOne'))
      await save({ name, url, eventTypes: isEverything ? [] : eventTypes })
    },
  })
}

export function WebhookFields({ form }: { form: ReturnType<typeof useWebhookForm>['form'] }) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <TextInput
        label={t('name')}
        placeholder={t('namePlaceholder')}
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('url')}
        description={t('urlHint')}
        placeholder="https://crm.example.com/fairlead"
        type="url"
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('url')}
      />
      <EventChoice
        isEverything={form.values.isEverything}
        chosen={form.values.eventTypes}
        error={form.errors.eventTypes}
        onChange={({ isEverything, chosen }) => form.setValues({ isEverything, eventTypes: chosen })}
      />
    </>
  )
}
