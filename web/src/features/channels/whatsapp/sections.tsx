import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/page/section.tsx'
import { AccountSections } from '../account-sections.tsx'
import { TemplateList } from '../template-list.tsx'
import type { ChannelOf } from '../types.ts'
import { WhatsappFields } from './fields.tsx'

export function WhatsappSections({ channel }: { channel: ChannelOf<'whatsapp'> }) {
  const { t } = useTranslation(['channels', 'common'])
  return (
    <>
      <AccountSections
        channel={channel}
        formats={{ phoneNumberId: t('common:validation.digits'), businessAccountId: t('common:validation.digits') }}
        secrets={[
          { name: 'accessToken', label: t('accessToken'), hint: t('whatsapp.accessTokenHint') },
          { name: 'appSecret', label: t('appSecret'), hint: t('whatsapp.appSecretHint') },
        ]}
      >
        {(fields) => <WhatsappFields fields={fields} />}
      </AccountSections>
      <Section title={t('whatsapp.templates')} description={t('whatsapp.templatesHint')}>
        <TemplateList channelId={channel.id} />
      </Section>
    </>
  )
}
