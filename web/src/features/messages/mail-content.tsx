import type { Message } from '@fairlead/sdk'
import { Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconMailOpened, IconMailX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { AttachmentView } from './attachment-view.tsx'
import classes from './mail.module.css'
import { MailOriginal } from './mail-original.tsx'
import { MessageText } from './message-text.tsx'
import { useHasMarks } from './use-has-marks.ts'

type Mail = NonNullable<Message['content']['mail']>

/** An e-mail: whom it went to, what is new in it, and a way to the whole of it. */
export function MailContent({ message, mail }: { message: Message; mail: Mail }) {
  const { t } = useTranslation('inbox')
  const [isOpen, setOpen] = useState(false)
  const { text, attachments, author } = message
  const hasOriginal = (mail.hasHtml || mail.hasMore) && message.state !== 'pending'
  // The original shows them in their place; where there is nothing else to see, they are seen here.
  const shown = text === '' ? attachments : attachments.filter(({ isInline }) => !isInline)
  const inlineCount = attachments.length - shown.length
  const hasMarks = useHasMarks(message)
  const hints = [
    ...(inlineCount > 0 ? [t('mail.inline', { count: inlineCount })] : []),
    ...(mail.hasMore ? [t('mail.more')] : []),
  ]

  return (
    <>
      <MailHead mail={mail} />
      {mail.authentication?.dmarc === 'fail' && (
        <p className={classes.doubt} title={t('mail.doubtfulHint')}>
          <IconAlertTriangle size={14} aria-hidden /> {t('mail.doubtful', { address: mail.from })}
        </p>
      )}
      {text !== '' && <MessageText text={text} hasMarks={hasMarks} />}
      {shown.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      {hasOriginal && (
        <div className={classes.more}>
          {hints.length > 0 && (
            <Text size="xs" c="dimmed" component="span">
              {hints.join(' · ')}
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
      {mail.refused?.map(({ address, reason }) => (
        <p key={address} className={classes.doubt} role="alert">
          <IconMailX size={14} aria-hidden /> {t('mail.refused', { address, reason })}
        </p>
      ))}
      {isOpen && (
        <MailOriginal messageId={message.id} mail={mail} authorName={author.name} onClose={() => setOpen(false)} />
      )}
    </>
  )
}

/** Subject and sender; who else got it is folded when it is more than one. */
function MailHead({ mail: { subject, from, to, cc, bcc = [] } }: { mail: Mail }) {
  const { t } = useTranslation('inbox')
  const [areAllShown, setAllShown] = useState(false)
  const hasOthers = to.length > 1 || cc.length > 0 || bcc.length > 0

  return (
    <div className={classes.head}>
      <div className={classes.subject}>{subject || t('mail.noSubject')}</div>
      <dl className={classes.people}>
        <Line label={t('mail.from')} people={[from]} />
        {areAllShown ? (
          <>
            <Line label={t('mail.to')} people={to} />
            <Line label={t('mail.cc')} people={cc} />
            <Line label={t('mail.bcc')} people={bcc} />
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
