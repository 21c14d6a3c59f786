import { messageKind } from '@fairlead/sdk'
import { useTranslation } from 'react-i18next'

/** What a message says in one line: its text, or in words what it is. */
export function usePreview(): (message: { text: string; kind: string }) => string {
  const { t } = useTranslation('inbox')

  return ({ text, kind }) => {
    if (text !== '') return text
    const known = messageKind.safeParse(kind)
    return t(`kinds.${known.success ? known.data : 'unsupported'}`)
  }
}
