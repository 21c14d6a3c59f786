import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { WordsField } from '../fields/words-field.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { TriggerEdit } from './edit.ts'

export function BroadcastFields({ trigger, set }: TriggerEdit<'broadcast_reply'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <WordsField
      label={t('start.broadcasts')}
      description={t('start.broadcastsHint')}
      none={t('start.anyBroadcast')}
      most={50}
      longest={120}
      value={trigger.broadcasts}
      onChange={(broadcasts) => set({ broadcasts })}
      error={errorOf('trigger.broadcasts')}
    />
  )
}
