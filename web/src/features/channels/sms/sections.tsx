import { useTranslation } from '../../../i18n/use-translation.ts'
import { AccountSections } from '../account-sections.tsx'
import type { ChannelOf } from '../types.ts'
import { SmsFields } from './fields.tsx'

export function SmsSections({ channel }: { channel: ChannelOf<'sms'> }) {
  const { t } = useTranslation('channels')
  return (
    <AccountSections
      channel={channel}
      formats={{
        accountSid: t('sms.accountSidFormat'),
        number: t('sms.numberFormat'),
        messagingServiceSid: t('sms.messagingServiceSidFormat'),
      }}
      secrets={[
        { name: 'authToken', label: t('sms.authToken'), hint: t('sms.authTokenHint') },
        {
          ...{ name: 'secondaryToken', label: t('sms.secondaryToken'), hint: t('sms.secondaryTokenHint') },
          isOptional: true,
        },
      ]}
    >
      {(fields) => <SmsFields fields={fields} />}
    </AccountSections>
  )
}
