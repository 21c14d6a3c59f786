import { PasswordInput, type PasswordInputProps, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type PasswordStrength, passwordStrength } from './password-strength.ts'

const colors = {
  short: 'dimmed',
  weak: 'var(--mantine-color-error)',
  fair: 'light-dark(#8f5300, #ffc078)',
  strong: 'light-dark(#08704f, #63e6be)',
} as const

/** A password to choose, with a hint on how good it is. */
export function NewPasswordInput({ value, ...props }: PasswordInputProps & { value: string }) {
  const { t } = useTranslation('session')
  const strength = passwordStrength(value)

  function wordsOf(strength: PasswordStrength): string {
    return strength.kind === 'short'
      ? t('password.strength.short', { count: strength.missing })
      : t(`password.strength.${strength.kind}`)
  }

  return (
    <div>
      <PasswordInput
        label={t('password.label')}
        description={t('password.hint')}
        autoComplete="new-password"
        {...props}
        value={value}
      />
      {!props.error && (
        <Text fz={13} mt={4} c={colors[strength.kind]} aria-live="polite" mih={20}>
          {value === '' ? '' : wordsOf(strength)}
        </Text>
      )}
    </div>
  )
}
