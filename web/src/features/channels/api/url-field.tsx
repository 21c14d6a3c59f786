import { TextInput } from '@mantine/core'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { long } from '../../../ui/form/widths.ts'
import type { Fields } from '../fields.ts'

export function UrlField({ fields }: { fields: Fields }) {
  const { t } = useTranslation('channels')
  return (
    <TextInput
      type="url"
      label={t('api.url')}
      description={t('api.urlHint')}
      placeholder="https://app.example/fairlead"
      autoComplete="off"
      {...long}
      {...fields.of('settings.url')}
    />
  )
}
