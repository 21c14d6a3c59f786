import { type Channel, postChannel } from '@fairlead/sdk'
import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../api.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { useKeepChannel } from './queries.ts'
import { WebchatLookFields } from './webchat-look-fields.tsx'

type Props = Readonly<{
  workspaceName: string
  teamId: string | null
  onCreated: (channel: Channel) => Promise<void> | void
  /** Beside the button that connects. */
  otherAction?: ReactNode
}>

/** Title, greeting and colour are enough: the rest of a web chat can wait until it is there. */
export function NewWebchatForm({ workspaceName, teamId, onCreated, otherAction }: Props) {
  const { t } = useTranslation(['settings', 'common'])
  const keepChannel = useKeepChannel()

  const contract = useContractForm({
    initialValues: {
      type: 'webchat' as const,
      // Members see the name, visitors the title: to begin with they are the same.
      name: t('common:channelTypes.webchat'),
      teamId,
      settings: {
        title: workspaceName.slice(0, 80),
        greeting: t('webchat.firstGreeting'),
        color: '#2f5d8a',
      },
    },
    schema: postChannel.body,
    formats: { 'settings.color': t('common:validation.color') },
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
            {t('webchat.connect')}
          </Button>
          {otherAction}
        </Group>
      }
    >
      <WebchatLookFields
        values={form.values.settings}
        fieldOf={(name) => form.getInputProps(`settings.${name}`)}
        setColor={(color) => form.setFieldValue('settings.color', color)}
      />
    </ContractForm>
  )
}
