import { useTranslation } from '../../../i18n/use-translation.ts'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { UrlField } from './url-field.tsx'

export function NewApiForm(props: NewFormProps) {
  const { t } = useTranslation('channels')
  return (
    <NewChannelForm
      {...props}
      type="api"
      intro={t('api.intro')}
      settings={{ url: '' }}
      formats={{ 'settings.url': t('api.urlFormat') }}
      submit={t('api.connect')}
    >
      {(fields) => <UrlField fields={fields} />}
    </NewChannelForm>
  )
}
