import type { Message } from '@fairlead/sdk'
import { Anchor, Text } from '@mantine/core'
import {
  IconAddressBook,
  IconArrowForwardUp,
  IconClick,
  IconLink,
  IconMapPin,
  IconSpeakerphone,
} from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { AttachmentView } from './attachment-view.tsx'
import { Choices } from './choices.tsx'
import { MailContent } from './mail-content.tsx'
import classes from './message.module.css'
import { MessageText } from './message-text.tsx'
import { SharedLink, Story } from './shared.tsx'
import { useHasMarks } from './use-has-marks.ts'

/** What a message carries, whatever its kind. */
export function MessageContent({ message }: { message: Message }) {
  const { t } = useTranslation('inbox')
  const { text, content, attachments, deletedAt, kind, mentionIds } = message
  const hasMarks = useHasMarks(message)
  if (deletedAt !== null) return <p className={classes.absent}>{t('message.deleted')}</p>

  const { isForwarded, referral, template, location, contacts, choice, unsupported } = content
  const { start, story, link, quotedText, choices, mail } = content
  if (mail) return <MailContent message={message} mail={mail} />
  return (
    <>
      {isForwarded && (
        <span className={classes.label}>
          <IconArrowForwardUp size={14} aria-hidden /> {t('message.forwarded')}
        </span>
      )}
      {start !== undefined && (
        <span className={classes.label}>
          <IconLink size={14} aria-hidden /> {t('message.start', { start })}
        </span>
      )}
      {referral && <Referral {...referral} />}
      {story && <Story {...story} />}
      {quotedText !== undefined && quotedText !== '' && (
        <blockquote className={classes.quotedText} aria-label={t('message.quoted')}>
          {quotedText}
        </blockquote>
      )}
      {template && <span className={classes.label}>{t('message.template', { name: template.name })}</span>}
      {attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      {location && <Location {...location} />}
      {contacts?.map((card) => (
        <ContactCard key={`${card.name} ${card.phones[0]?.phone}`} card={card} />
      ))}
      {choice && (
        <span className={classes.label}>
          <IconClick size={14} aria-hidden /> {t('message.choice')}
        </span>
      )}
      {text !== '' ? (
        <MessageText text={text} hasMarks={hasMarks} mentionIds={mentionIds} />
      ) : (
        choice && <MessageText text={choice.title} />
      )}
      {link && <SharedLink {...link} />}
      {choices && choices.length > 0 && <Choices choices={choices} />}
      {(unsupported !== undefined || kind === 'unsupported') && (
        <p className={classes.absent}>{t('message.unsupported', { what: unsupported ?? t('kinds.unsupported') })}</p>
      )}
    </>
  )
}

type Place = NonNullable<Message['content']['location']>

function Location({ latitude, longitude, name, address }: Place) {
  const { t } = useTranslation('inbox')
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
  return (
    <div className={classes.card}>
      <IconMapPin size={20} aria-hidden />
      <div>
        <Text size="sm" fw={500}>
          {name ?? t('message.location')}
        </Text>
        <Text size="xs" c="dimmed">
          {address ?? `${latitude}, ${longitude}`}
        </Text>
        <Anchor href={map} target="_blank" rel="noopener noreferrer nofollow" size="xs">
          {t('message.openMap')}
        </Anchor>
      </div>
    </div>
  )
}

type Card = NonNullable<Message['content']['contacts']>[number]

function ContactCard({ card: { name, phones, emails } }: { card: Card }) {
  return (
    <div className={classes.card}>
      <IconAddressBook size={20} aria-hidden />
      <div>
        <Text size="sm" fw={500}>
          {name}
        </Text>
        {phones.map(({ phone }) => (
          <Text key={phone} size="xs">
            {phone}
          </Text>
        ))}
        {emails.map(({ email }) => (
          <Text key={email} size="xs">
            {email}
          </Text>
        ))}
      </div>
    </div>
  )
}

type Source = NonNullable<Message['content']['referral']>

function Referral({ url, headline, sourceId }: Source) {
  const { t } = useTranslation('inbox')
  return (
    <div className={classes.label}>
      <IconSpeakerphone size={14} aria-hidden /> {t('message.referral')}
      {headline !== null && `: ${headline}`}
      {headline === null && sourceId !== null && ` (${t('message.referralSource', { id: sourceId })})`}
      {url !== null && <MessageText text={url} />}
    </div>
  )
}
