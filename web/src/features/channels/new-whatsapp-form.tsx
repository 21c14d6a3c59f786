import { type Channel, postChannel } from '@fairlead/sdk'
import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../api.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { useKeepChannel } from './queries.ts'
import { SecretInput } from './secret-input.tsx'
import { WhatsappAccountFields } from './whatsapp-account-fields.tsx'

type Props = Readonly<{
  teamId: string | null
  onCreated: (channel: Channel) => Promise<void> | void
  /** Beside the button that connects. */
  otherAction?: ReactNode
}>

export function NewWhatsappForm({ teamId, onCreated, otherAction }: Props) {
  const { t } = useTranslation(['settings', 'common'])
  const keepChannel = useKeepChannel()

  const contract = useContractForm({
    initialValues: {
      type: 'whatsapp' as const,
      name: t('common:channelTypes.whatsapp'),
      teamId,
      settings: { phoneNumberId: '', businessAccountId: '', displayPhoneNumber: '' },
      secrets: { accessToken: '', appSecret: '' },
    },
    schema: postChannel.body,
    formats: {
      'settings.phoneNumberId': t('common:validation.digits'),
      'settings.businessAccountId': t('common:validation.digits'),
    },
    fieldOfCode: { channel_account_taken: 'settings.phoneNumberId' },
    async save(values) {
      const channel = await client.call(postChannel, { body: values })
      keepChannel(channel)
      await onCreated(channel)
    },
  })
  const { form } = contract

  return (
    <ContractForm
      contract={contract}
      actions={
        <Group gap="xs">
          <Button type="submit" loading={form.submitting}>
            {t('whatsapp.connect')}
          </Button>
          {otherAction}
        </Group>
      }
    >
      <Text c="dimmed">{t('whatsapp.intro')}</Text>
      <WhatsappAccountFields fieldOf={(name) => form.getInputProps(`settings.${name}`)} />
      <SecretInput
        label={t('whatsapp.accessToken')}
        description={t('whatsapp.accessTokenHint')}
        {...form.getInputProps('secrets.accessToken')}
      />
      <SecretInput
        label={t('whatsapp.appSecret')}
        description={t('whatsapp.appSecretHint')}
        {...form.getInputProps('secrets.appSecret')}
      />
    </ContractForm>
  )
}
