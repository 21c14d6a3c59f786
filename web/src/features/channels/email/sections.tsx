import { useTranslation } from '../../../i18n/use-translation.ts'
import { Section } from '../../../ui/page/section.tsx'
import { AccessSection } from '../access-section.tsx'
import { AccountForm } from '../account-form.tsx'
import type { ChannelOf } from '../types.ts'
import { MailboxFields } from './fields.tsx'
import { useEmailSecrets } from './secrets.ts'
import { WritingFields } from './writing-fields.tsx'

const writing = ['senderName', 'aliases', 'replyAddress', 'signature']
const mailbox = ['imap', 'smtp', 'auth', 'oauth', 'sentFolder']

export function EmailSections({ channel }: { channel: ChannelOf<'email'> }) {
  const { t } = useTranslation('channels')
  const secrets = useEmailSecrets(channel.settings.auth)
  return (
    <>
      <Section title={t('email.writing')}>
        <AccountForm channel={channel} names={writing}>
          {(fields) => <WritingFields fields={fields} />}
        </AccountForm>
      </Section>
      <Section title={t('email.servers')}>
        <AccountForm
          channel={channel}
          names={mailbox}
          formats={{ 'imap.host': t('email.hostFormat'), 'smtp.host': t('email.hostFormat') }}
        >
          {(fields) => <MailboxFields fields={fields} />}
        </AccountForm>
      </Section>
      <AccessSection channel={channel} secrets={secrets} />
    </>
  )
}
