import { useTranslation } from '../../../i18n/use-translation.ts'
import { Section } from '../../../ui/page/section.tsx'
import { AccountSections } from '../account-sections.tsx'
import { useMetaSecrets } from '../meta/secrets.tsx'
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
        secrets={useMetaSecrets('whatsapp')}
      >
        {(fields) => <WhatsappFields fields={fields} />}
      </AccountSections>
      <Section title={t('whatsapp.templates')} description={t('whatsapp.templatesHint')}>
        <TemplateList channelId={channel.id} />
      </Section>
    </>
  )
}
