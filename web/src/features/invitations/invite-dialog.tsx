import { type Invitation, postInvitation } from '@fairlead/sdk'
import { Alert, Button, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CopyField } from '../../ui/copy-field.tsx'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { formatDate } from '../../ui/format-date.ts'
import { RoleChoice } from '../members/role-choice.tsx'
import { teamsQuery } from '../teams/queries.ts'
import { invitationsQuery } from './queries.ts'

type Made = Invitation & Readonly<{ url: string }>
type Values = { email: string; role: 'manager' | 'agent'; teamIds: string[] }

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const [made, setMade] = useState<Made | null>(null)

  // The link cannot be shown again, so that a stray press beside the dialog must not lose it.
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(made ? 'invitations.linkTitle' : 'invitations.inviteTitle')}
      closeOnClickOutside={false}
      closeOnEscape={!made}
    >
      {made ? <Link invitation={made} onClose={onClose} /> : <InviteForm onMade={setMade} onClose={onClose} />}
    </Modal>
  )
}

function InviteForm({ onMade, onClose }: { onMade: (made: Made) => void; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common'])
  const cache = useQueryClient()
  const teams = useQuery(teamsQuery)
  const initialValues: Values = { email: '', role: 'agent', teamIds: [] }

  const contract = useContractForm({
    initialValues,
    schema: postInvitation.body,
    fieldOfCode: { already_member: 'email' },
    async save(values) {
      onMade(await client.call(postInvitation, { body: { ...values, email: values.email.trim() } }))
      await cache.invalidateQueries(invitationsQuery)
    },
  })
  const { form } = contract

  return (
    <ContractForm
      contract={contract}
      actions={<DialogActions submit={t('invitations.create')} isSubmitting={form.submitting} onCancel={onClose} />}
    >
      <TextInput
        type="email"
        label={t('invitations.email')}
        description={t('invitations.emailHint')}
        data-autofocus
        {...form.getInputProps('email')}
      />
      <RoleChoice
        roles={['agent', 'manager']}
        value={form.values.role}
        onChange={(role) => form.setFieldValue('role', role)}
      />
      <MultiSelect
        label={t('invitations.teams')}
        description={t('invitations.teamsHint')}
        placeholder={t('invitations.teamsPlaceholder')}
        data={(teams.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        hidePickedOptions
        {...form.getInputProps('teamIds')}
      />
    </ContractForm>
  )
}

function Link({ invitation, onClose }: { invitation: Made; onClose: () => void }) {
  const { t } = useTranslation('settings')
  return (
    <Stack>
      <Alert>{t('invitations.linkText', { email: invitation.email, date: formatDate(invitation.expiresAt) })}</Alert>
      <CopyField label={t('invitations.link')} value={invitation.url} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('invitations.done')}</Button>
      </Group>
    </Stack>
  )
}
