import type { Conversation } from '@fairlead/sdk'
import { Button, TagsInput, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useChannels } from '../conversations/use-names.ts'
import { messagesQuery } from '../messages/queries.ts'
import classes from './composer.module.css'
import { isAddress, otherRecipients } from './copies.ts'

type Props = Readonly<{ conversation: Conversation; cc: readonly string[]; onChange(cc: readonly string[]): void }>

/** What an answer by e-mail is headed with: its subject, and who gets a copy. */
export function MailFields({ conversation, cc, onChange }: Props) {
  const { t } = useTranslation('inbox')
  const id = useId()
  const { data } = useInfiniteQuery(messagesQuery(conversation.id))
  const channel = useChannels().get(conversation.channelId)
  const own = channel?.type === 'email' ? [channel.settings.address, ...channel.settings.aliases] : []
  const others = otherRecipients(data?.data ?? [], own).filter((address) => !cc.includes(address))
  const wrong = cc.find((address) => !isAddress(address))

  return (
    <div className={classes.mail}>
      {conversation.subject !== null && conversation.subject !== '' && (
        <div className={classes.mailLine}>
          <Text size="xs" c="dimmed" component="span" className={classes.mailLabel}>
            {t('composer.subject')}
          </Text>
          <Text size="sm" component="span" truncate>
            {conversation.subject}
          </Text>
        </div>
      )}
      <div className={classes.mailLine}>
        <Text size="xs" c="dimmed" component="label" htmlFor={id} className={classes.mailLabel}>
          {t('composer.cc')}
        </Text>
        <TagsInput
          id={id}
          className={classes.cc ?? ''}
          size="xs"
          variant="unstyled"
          splitChars={[',', ';', ' ']}
          acceptValueOnBlur
          maxTags={20}
          value={[...cc]}
          onChange={(addresses) => onChange(addresses.map((address) => address.trim().toLowerCase()))}
          placeholder={cc.length === 0 ? t('composer.ccPlaceholder') : ''}
          error={wrong === undefined ? undefined : t('composer.ccWrong', { address: wrong })}
        />
        {others.length > 0 && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange([...cc, ...others])}>
            {t('composer.ccAll', { count: others.length })}
          </Button>
        )}
      </div>
    </div>
  )
}
