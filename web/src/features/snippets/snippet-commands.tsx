import type { Conversation } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCommands } from '../commands/use-commands.ts'
import { putText } from '../composer/put-text.ts'
import { filled } from './placeholders.ts'
import { snippetsQuery, usableIn } from './queries.ts'
import { useValues } from './use-values.ts'

type Props = Readonly<{ conversation: Conversation; input: RefObject<HTMLTextAreaElement | null> }>

/** Puts a snippet where the caret stands, chosen in the palette. */
export function SnippetCommands({ conversation, input }: Props) {
  const { t } = useTranslation('commands')
  const queryClient = useQueryClient()
  const values = useValues(conversation)
  const group = 'conversation' as const

  // Whatever lay above gives the focus back first.
  function put(text: string): void {
    setTimeout(() => {
      const field = input.current
      if (field) putText(field, { start: field.selectionStart, end: field.selectionEnd, text: filled(text, values) })
    }, 50)
  }

  useCommands(() => [
    {
      id: 'snippet',
      title: t('snippet'),
      group,
      choices: async () => {
        const snippets = await queryClient.ensureQueryData(snippetsQuery)
        return usableIn(snippets, conversation.teamId).map(({ id, name, shortcut, text }) => ({
          ...{ id: `snippet.${id}`, title: name, hint: `/${shortcut}`, words: `${shortcut} ${text}`, group },
          run: () => put(text),
        }))
      },
    },
  ])
  return null
}
