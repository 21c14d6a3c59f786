import { useTranslation } from '../../../i18n/use-translation.ts'
import { useMe } from '../../session/queries.ts'
import { NewChannelForm, type NewFormProps } from '../new-channel-form.tsx'
import { WebchatLookFields } from './look-fields.tsx'

/** Title, greeting and colour are enough: the rest of a web chat can wait until it is there. */
export function NewWebchatForm(props: NewFormProps) {
  const { t } = useTranslation(['channels', 'common'])
  const { workspace } = useMe()
  return (
    <NewChannelForm
      {...props}
      type="webchat"
      settings={{ title: workspace.name.slice(0, 80), greeting: t('webchat.firstGreeting'), color: '#2f5d8a' }}
      formats={{ 'settings.color': t('common:validation.color') }}
      submit={t('webchat.connect')}
    >
      {(fields) => <WebchatLookFields fields={fields} />}
    </NewChannelForm>
  )
}
