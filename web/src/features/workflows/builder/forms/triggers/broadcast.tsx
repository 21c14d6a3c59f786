import { TagsInput } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useErrorOf } from '../form-context.tsx'
import type { TriggerEdit } from './edit.ts'

export function BroadcastFields({ trigger, set }: TriggerEdit<'broadcast_reply'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <TagsInput
      label={t('start.broadcasts')}
      description={t('start.broadcastsHint')}
      placeholder={trigger.broadcasts.length === 0 ? t('start.anyBroadcast') : ''}
      maxTags={50}
      maxLength={120}
      value={[...trigger.broadcasts]}
      onChange={(names) => set({ broadcasts: names.map((name) => name.trim()).filter((name) => name !== '') })}
      error={errorOf('trigger.broadcasts')}
    />
  )
}
