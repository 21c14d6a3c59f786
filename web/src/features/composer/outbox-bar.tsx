import { type Conversation, composing } from '@fairlead/sdk'
import { Button, Group, Text } from '@mantine/core'
import { IconCloudOff, IconSend } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCommands } from '../commands/use-commands.ts'
import classes from './composer.module.css'
import { useOutbox, useOutgoing } from './outgoing.ts'
import { restored } from './restored.ts'
import type { ChangeDraft } from './use-draft.ts'

type Props = Readonly<{ conversation: Conversation; changeDraft: ChangeDraft; onTaken(): void }>

/** What was sent and is still here: held for a moment, or waiting for the connection. */
export function OutboxBar({ conversation, changeDraft, onTaken }: Props) {
  const { t } = useTranslation('snippets')
  const outbox = useOutbox()
  const items = useOutgoing(conversation.id)
  const held = items.filter(({ heldUntil }) => heldUntil !== null)
  const last = held.at(-1)
  const isWaiting = items.some((item) => item.isWaiting)
  const waiting = items.filter(({ heldUntil, error }) => heldUntil === null && error === null).length

  function undo(): void {
    const item = last && outbox.takeBack(conversation.id, last.clientId)
    if (!item) return
    changeDraft((before) => restored(before, item, composing[conversation.channelType].isMail))
    onTaken()
  }

  function sendNow(): void {
    for (const item of held) outbox.sendNow(item)
    // The button goes; whoever types on means the next message.
    onTaken()
  }

  // What goes out in a moment is taken back before anything else is undone.
  useCommands(
    () => [
      {
        id: 'send.undo',
        title: t('held.command'),
        group: 'conversation',
        keys: 'z',
        isOffered: last !== undefined,
        run: undo,
      },
    ],
    'above',
  )

  return (
    <div role="status">
      {last?.heldUntil && (
        <div className={classes.bar}>
          <IconSend size={16} aria-hidden />
          <Text size="sm" className={classes.barText}>
            <SecondsLeft until={last.heldUntil} />
          </Text>
          <Group gap={4} wrap="nowrap">
            <Button size="compact-sm" variant="default" onClick={undo}>
              {t('held.undo')}
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={sendNow}>
              {t('held.now')}
            </Button>
          </Group>
        </div>
      )}
      {isWaiting && (
        <div className={classes.bar}>
          <IconCloudOff size={16} aria-hidden />
          <Text size="sm" className={classes.barText}>
            {t('waiting.text', { count: waiting })}
          </Text>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => outbox.hurry()}>
            {t('waiting.try')}
          </Button>
        </div>
      )}
    </div>
  )
}

function SecondsLeft({ until }: { until: string }) {
  const { t } = useTranslation('snippets')
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(1, Math.ceil((Date.parse(until) - now) / 1000))
  // Read out once, and not with every second.
  return (
    <>
      <span aria-hidden>{t('held.in', { count: seconds })}</span>
      <span className={classes.unseen}>{t('held.read')}</span>
    </>
  )
}
