import type { Conversation } from '@fairlead/sdk'
import type { TFunction } from '../../i18n/translate.ts'
import { listTime } from '../inbox/time-text.ts'

type Held = Pick<Conversation, 'assigneeId' | 'assignedBy' | 'assignedAt'>

/** How it came to whoever has it, and when. Empty while nobody has it. */
export function assignedText(
  { assigneeId, assignedBy, assignedAt }: Held,
  now: number,
  locale: string,
  t: TFunction<['inbox', 'assignment']>,
): string {
  if (assigneeId === null || assignedBy === null) return ''
  const how = t(`assignment:assignedBy.${assignedBy}`)
  return assignedAt === null ? how : t('assignment:assignedBy.at', { how, time: listTime(assignedAt, now, locale) })
}
