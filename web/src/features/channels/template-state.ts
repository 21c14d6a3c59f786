import { useTranslation } from '../../i18n/use-translation.ts'

const states = {
  APPROVED: { word: 'approved', color: 'teal' },
  PENDING: { word: 'pending', color: 'blue' },
  IN_APPEAL: { word: 'in_appeal', color: 'blue' },
  REJECTED: { word: 'rejected', color: 'red' },
  PAUSED: { word: 'paused', color: 'orange' },
  DISABLED: { word: 'disabled', color: 'red' },
  LIMIT_EXCEEDED: { word: 'limit_exceeded', color: 'orange' },
  PENDING_DELETION: { word: 'pending_deletion', color: 'gray' },
  ARCHIVED: { word: 'archived', color: 'gray' },
} as const

/** How far the provider's approval is, in our words; in its own where we do not know it. */
export function useTemplateState(): (status: string) => Readonly<{ text: string; color: string }> {
  const { t } = useTranslation('channels')

  return (status) => {
    const [, known] = Object.entries(states).find(([name]) => name === status) ?? []
    if (!known) return { text: status.toLowerCase().replaceAll('_', ' '), color: 'gray' }
    return { text: t(`whatsapp.templateStates.${known.word}`), color: known.color }
  }
}
