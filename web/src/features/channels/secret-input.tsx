import { PasswordInput, type PasswordInputProps } from '@mantine/core'

/** A secret of a provider's: hidden from onlookers, and no business of the browser's password manager. */
export function SecretInput(props: PasswordInputProps) {
  return <PasswordInput autoComplete="off" data-1p-ignore data-lpignore="true" spellCheck={false} {...props} />
}
