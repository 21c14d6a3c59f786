import type { Conversation } from '@fairlead/sdk'
import { Menu } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { notifyError } from '../../../ui/notify.ts'
import { buttonsQuery } from './queries.ts'
import { askStart } from './start-question.ts'
import { useStart } from './use-start.ts'

/** The workflows that are started by hand, in the menu of a conversation; nothing where there are none. */
export function WorkflowItems({ conversation }: Readonly<{ conversation: Conversation }>) {
  const { t } = useTranslation('workflows')
  const { data: buttons } = useQuery(buttonsQuery)
  const start = useStart(conversation.id)
  if (buttons === undefined || buttons.length === 0) return null

  return (
    <>
      <Menu.Label>{t('title')}</Menu.Label>
      {buttons.map((button) => (
        <Menu.Item
          key={button.id}
          leftSection={<IconRoute size={16} aria-hidden />}
          onClick={() => {
            if (button.form.length > 0) askStart({ button, conversationId: conversation.id })
            else void start(button).catch(notifyError)
          }}
        >
          {button.label}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  )
}
