import { useTranslation } from '../../i18n/use-translation.ts'

const known = [
  'auth_invalid',
  'permission',
  'rate_limited',
  'window_closed',
  'recipient_unavailable',
  'recipient_blocked',
  'opted_out',
  'invalid_recipient',
  'unsupported_content',
  'media_error',
  'template_error',
  'policy',
  'provider_down',
  'unknown',
] as const

/** Why a provider refused, in our words; of a code that we do not know, in its own. */
export function useFailureText(): (code: string, detail: string) => string {
  const { t } = useTranslation('inbox')

  return (code, detail) => {
    const found = known.find((one) => one === code)
    return found === undefined ? detail : t(`failure.${found}`)
  }
}
