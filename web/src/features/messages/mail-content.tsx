import type { Message } from '@fairlead/sdk'
import { Button, Text } from '@mantine/core'
import { IconMailOpened } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentView } from './attachment-view.tsx'
import classes from './mail.module.css'
import { MailOriginal } from './mail-original.tsx'
import { MessageText } from './message-text.tsx'

type Mail = NonNullable<Message['content']['mail']>

/** An e-mail: whom it went to, what is new in it, and a way to the whole of it. */
export function MailContent({ message, mail }: { message: Message; mail: Mail }) {
  const { t } = useTranslation('inbox')
  const [isOpen, setOpen] = useState(false)
  const { text, attachments, author } = message
  const hasOriginal = (mail.hasHtml || mail.hasMore) && message.state !== 'pending'

  return (
    <>
      <MailHead mail={mail} />
      {text !== '' && <MessageText text={text} />}
      {attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      {hasOriginal && (
        <div className={classes.more}>
          {mail.hasMore && (
            <Text size="xs" c="dimmed" component="span">
              {t('mail.more')}
            </Text>
          )}
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconMailOpened size={14} aria-hidden />}
            onClick={() => setOpen(true)}
          >
            {t('mail.original')}
          </Button>
        </div>
      )}
      {isOpen && (
        <MailOriginal messageId={message.id} mail={mail} authorName={author.name} onClose={() => setOpen(false)} />
      )}
    </>
  )
}

/** Subject and sender; who else got it is folded when it is more than one. */
function MailHead({ mail: { subject, from, to, cc } }: { mail: Mail }) {
  const { t } = useTranslation('inbox')
  const [areAllShown, setAllShown] = useState(false)
  const hasOthers = to.length > 1 || cc.length > 0

  return (
    <div className={classes.head}>
      <div className={classes.subject}>{subject || t('mail.noSubject')}</div>
      <dl className={classes.people}>
        <Line label={t('mail.from')} people={[from]} />
        {areAllShown ? (
          <>
            <Line label={t('mail.to')} people={to} />
            <Line label={t('mail.cc')} people={cc} />
          </>
        ) : (
          <Line label={t('mail.to')} people={to.slice(0, 1)} />
        )}
      </dl>
      {hasOthers && (
        <button
          type="button"
          className={classes.toggle}
          onClick={() => setAllShown(!areAllShown)}
          aria-expanded={areAllShown}
        >
          {t(areAllShown ? 'mail.fewerDetails' : 'mail.details')}
        </button>
      )}
    </div>
  )
}

function Line({ label, people }: { label: string; people: readonly string[] }) {
  if (people.length === 0) return null
  return (
    <div className={classes.line}>
      <dt>{label}</dt>
      <dd>{people.join(', ')}</dd>
    </div>
  )
}
