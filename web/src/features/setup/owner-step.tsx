import { postSetup } from '@fairlead/sdk'
import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import { useContractForm } from '../../ui/form/use-contract-form.ts'
import { NewPasswordInput } from '../session/new-password-input.tsx'
import { meQuery, setupQuery } from '../session/queries.ts'
import { signIn } from '../session/sign-in.ts'

/** Makes the workspace and its owner, and logs them in. */
export function OwnerStep() {
  const { t, i18n } = useTranslation('setup')
  const cache = useQueryClient()
  const router = useRouter()

  const contract = useContractForm({
    initialValues: { name: '', email: '', password: '', workspaceName: '' },
    schema: postSetup.body,
    async save(values) {
      // What the wizard speaks, the workspace goes on with.
      await client.call(postSetup, { body: { ...values, language: i18n.language } })
      cache.removeQueries(meQuery)
      cache.setQueryData(setupQuery.queryKey, { isDone: true })
      // If this fails, the next page asks for the password: set-up cannot be done twice.
      await signIn(values.email, values.password).catch(() => undefined)
      await router.invalidate()
    },
  })
  const { form } = contract

  return (
    <ContractForm
      contract={contract}
      actions={
        <div>
          <Button type="submit" loading={form.submitting}>
            {t('owner.submit')}
          </Button>
        </div>
      }
    >
      <TextInput
        label={t('owner.name')}
        description={t('owner.nameHint')}
        autoComplete="name"
        autoFocus
        {...form.getInputProps('name')}
      />
      <TextInput
        type="email"
        label={t('owner.email')}
        description={t('owner.emailHint')}
        autoComplete="username"
        {...form.getInputProps('email')}
      />
      <NewPasswordInput {...form.getInputProps('password')} value={form.values.password} />
      <TextInput
        label={t('owner.workspaceName')}
        description={t('owner.workspaceNameHint')}
        autoComplete="organization"
        {...form.getInputProps('workspaceName')}
      />
    </ContractForm>
  )
}
