import { type Conversation, givenName } from '@fairlead/sdk'
import { Button, Drawer, Loader, Popover, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { decisionsQuery } from '../conversations/queries.ts'
import { useMembers } from '../conversations/use-names.ts'
import { DecisionStory } from './decision-story.tsx'
import classes from './decisions.module.css'

type Props = Readonly<{ conversation: Conversation }>

/** "Why Ana?", or "Why nobody yet?": what the engine decided and from what, beside the question or, on a phone, below. */
export function WhyPopover({ conversation }: Props) {
  const { t } = useTranslation('assignment')
  const [isOpen, setOpen] = useState(false)
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const assignee = useMembers().get(conversation.assigneeId ?? '')
  const question = assignee ? t('why.agent', { name: givenName(assignee.name) }) : t('why.nobody')
  const button: ReactElement = (
    <Button
      variant="subtle"
      size="compact-sm"
      onClick={() => setOpen((before) => !before)}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
    >
      {question}
    </Button>
  )

  if (isPhone) {
    return (
      <>
        {button}
        <Drawer
          opened={isOpen}
          onClose={() => setOpen(false)}
          position="bottom"
          size="auto"
          title={question}
          closeButtonProps={{ 'aria-label': t('why.close') }}
          classNames={{ content: classes.drawer, title: classes.drawerTitle }}
        >
          <Story conversation={conversation} />
        </Drawer>
      </>
    )
  }
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={430}
      position="bottom-end"
      shadow="lg"
      radius="lg"
      trapFocus
      returnFocus
      keepMounted={false}
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown aria-label={t('why.title')} className={classes.dropdown}>
        <Story conversation={conversation} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Story({ conversation }: Props) {
  const { t } = useTranslation('assignment')
  const { data, isError } = useQuery({ ...decisionsQuery(conversation.id), staleTime: 0 })

  if (data !== undefined) return <DecisionStory conversation={conversation} decisions={data} />
  return isError ? <Text size="sm">{t('why.failed')}</Text> : <Loader size="sm" type="dots" />
}
