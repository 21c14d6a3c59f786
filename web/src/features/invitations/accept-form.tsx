import { acceptInvitation, type getInvitationByToken, type Output } from '@fairlead/sdk'
import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { client } from '../../api.ts'
import { chooseWorkspace } from '../../chosen-workspace.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { NewPasswordInput } from '../session/new-password-input.tsx'
import { signIn } from '../session/sign-in.ts'

type Props = Readonly<{ token: string; invitation: Output<typeof getInvitationByToken> }>

export function AcceptForm({ token, invitation }: Props) {
  const { t } = useTranslation(['session', 'common'])
  const { workspaceName: workspace, email, hasPassword } = invitation
  const role = t(`common:roles.${invitation.role}`)

  const contract = useContractForm({
    initialValues: { name: '', password: '' },
    schema: acceptInvitation.body,
    fieldOfCode: { wrong_password: 'password' },
    async save(values) {
      const { workspaceId } = await client.call(acceptInvitation, { params: { token }, body: values })
      // Whatever comes of this, the invitation is used: without a session the next page asks for the password.
      await signIn(email, values.password)
      chooseWorkspace(workspaceId)
    },
  })
  const { form } = contract

  return (
    <Stack>
      <Title order={1}>{t('invitation.title', { workspace })}</Title>
      <Text>{t(hasPassword ? 'invitation.textKnown' : 'invitation.textNew', { role, email })}</Text>
      <ContractForm
        contract={contract}
        actions={
          <Button type="submit" loading={form.submitting}>
            {t('invitation.submit')}
          </Button>
        }
      >
        {/* Not typed by anybody, but password managers file the password under it. */}
        <input type="hidden" name="email" value={email} autoComplete="username" />
        <TextInput label={t('invitation.name')} autoComplete="name" autoFocus {...form.getInputProps('name')} />
        {hasPassword ? (
          <PasswordInput
            label={t('password.label')}
            autoComplete="current-password"
            {...form.getInputProps('password')}
          />
        ) : (
          <NewPasswordInput {...form.getInputProps('password')} value={form.values.password} />
        )}
      </ContractForm>
    </Stack>
  )
}
