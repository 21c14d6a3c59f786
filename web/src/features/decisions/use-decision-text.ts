import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { decisionText } from './decision-text.ts'

/** Says why, in the language of whoever reads; `at` is when it was decided. */
export function useDecisionText(): (said: Parameters<typeof decisionText>[0], at: string) => string {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  return (said, at) => decisionText(said, at, locale, t)
}
