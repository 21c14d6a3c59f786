import { password } from '@fairlead/sdk'
import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ContractForm } from '../../ui/form/contract-form.tsx'
import type { Schema } from '../../ui/form/field-errors.ts'
import { SaveButton } from '../../ui/form/save-button.tsx'
import { Refusal, useContractForm } from '../../ui/form/use-contract-form.ts'
import { medium } from '../../ui/form/widths.ts'
import { notifyDone } from '../../ui/notify.ts'
import { NewPasswordInput } from './new-password-input.tsx'
import { changePassword } from './sign-in.ts'

export function PasswordForm() {
  // A new form after each change: no password stays in the page.
  const [round, setRound] = useState(0)
  return <ChangePassword key={round} onChanged={() => setRound(round + 1)} />
}

function ChangePassword({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation('session')

  const contract = useContractForm({
    initialValues: { currentPassword: '', newPassword: '' },
    schema: newPasswordOnly,
    async save({ currentPassword, newPassword }) {
      const outcome = await changePassword(currentPassword, newPassword)
      if (outcome === 'refused') throw new Refusal('currentPassword', t('password.wrongCurrent'))
      notifyDone(t('password.changed'))
      onChanged()
    },
  })
  const { form } = contract

  return (
    <ContractForm contract={contract} actions={<SaveButton form={form} label={t('password.change')} />}>
      <PasswordInput
        label={t('password.current')}
        autoComplete="current-password"
        {...medium}
        {...form.getInputProps('currentPassword')}
      />
      <NewPasswordInput
        label={t('password.new')}
        {...medium}
        {...form.getInputProps('newPassword')}
        value={form.values.newPassword}
      />
    </ContractForm>
  )
}

// The current one was made under the rules of its time.
const newPasswordOnly: Schema = {
  safeParse(values) {
    const parsed = password.safeParse(Object(values).newPassword)
    if (parsed.success) return parsed
    return {
      success: false,
      error: { issues: parsed.error.issues.map((issue) => ({ ...issue, path: ['newPassword'] })) },
    }
  },
}
