import type { Conversation } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import { isMarked, withoutMarks } from './without-marks.ts'

/** What a message says in one line: its text, or in words what it is. */
export function usePreview(): (message: { text: string; kind: string }) => string {
  const { t } = useTranslation('inbox')

  return ({ text, kind }) => {
    if (text !== '') return text
    return t(`kinds.${kind}`, { defaultValue: t('kinds.unsupported') })
  }
}

/** The same of the last message of a conversation, as it reads without signs of marks. */
export function useLastPreview(): (conversation: Conversation) => string {
  const preview = usePreview()

  return (conversation) => {
    const { lastMessage } = conversation
    if (lastMessage === null) return ''
    const { text, kind } = lastMessage
    return preview({ text: isMarked(conversation) ? withoutMarks(text).text : text, kind })
  }
}
