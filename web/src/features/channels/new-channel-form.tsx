import { type Channel, type ChannelType, postChannel } from '@fairlead/sdk'
import { Button, Group, Text } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { LeaveGuard } from '../../ui/form/leave-guard.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { useKeepChannel } from './queries.ts'
import { TeamSelect } from './team-select.tsx'

export type NewFormProps = Readonly<{
  teamId: string | null
  /** Whose the conversations are is chosen here. */
  asksForTeam?: boolean
  onCreated: (channel: Channel) => Promise<void> | void
  /** Beside the button that connects. */
  otherAction?: ReactNode
}>

type Props = NewFormProps &
  Readonly<{
    type: ChannelType
    /** What is needed before anything can be filled in. */
    intro?: string
    settings: Readonly<Record<string, unknown>>
    secrets?: Readonly<Record<string, string>>
    /** Better words for fields with a format of their own, by path. */
    formats?: Readonly<Record<string, string>>
    /** The field that says which account it is: one that is connected already is refused there. */
    accountField?: string
    submit: string
    children(fields: Fields): ReactNode
  }>

/** What every new channel needs: the fields of its type, checked by the contract, and a button that connects. */
export function NewChannelForm(props: Props) {
  const { type, teamId, intro, settings, secrets = {}, formats = {}, accountField, submit, onCreated } = props
  const { t } = useTranslation()
  const keepChannel = useKeepChannel()
  const isDone = useRef(false)

  const contract = useContractForm({
    initialValues: { type, name: t(`channelTypes.${type}`), teamId, settings, secrets },
    schema: postChannel.body,
    formats,
    fieldOfCode: accountField === undefined ? {} : { channel_account_taken: accountField },
    async save(values) {
      const channel = await client.call(postChannel, { body: postChannel.body.parse(values) })
      isDone.current = true
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
            {submit}
          </Button>
          {props.otherAction}
          <LeaveGuard isDirty={() => form.isDirty() && !isDone.current} />
        </Group>
      }
    >
      {intro !== undefined && (
        <Text c="dimmed" maw={620}>
          {intro}
        </Text>
      )}
      {props.children(fieldsOf(form))}
      {props.asksForTeam && (
        <TeamSelect
          value={form.values.teamId}
          onChange={(next) => form.setFieldValue('teamId', next)}
          error={form.errors.teamId}
        />
      )}
    </ContractForm>
  )
}
