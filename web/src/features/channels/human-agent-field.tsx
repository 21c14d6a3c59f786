import { Switch } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Fields } from './fields.ts'

/** Whether Meta lets people answer for longer than a day. */
export function HumanAgentField({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  return (
    <Switch label={t('humanAgent')} description={t('humanAgentHint')} {...fields.switchOf('settings.hasHumanAgent')} />
  )
}
