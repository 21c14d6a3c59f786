import { useTranslation } from '../../../i18n/use-translation.ts'
import { Section } from '../../../ui/page/section.tsx'
import { AccountForm } from '../account-form.tsx'
import type { ChannelOf } from '../types.ts'
import { UrlField } from './url-field.tsx'

export function ApiSections({ channel }: { channel: ChannelOf<'api'> }) {
  const { t } = useTranslation('channels')
  return (
    <Section title={t('account')}>
      <AccountForm channel={channel} formats={{ url: t('api.urlFormat') }}>
        {(fields) => <UrlField fields={fields} />}
      </AccountForm>
    </Section>
  )
}
