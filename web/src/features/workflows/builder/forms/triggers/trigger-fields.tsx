import type { WorkflowTrigger } from '@fairlead/sdk'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { ChannelPicks } from '../fields/channel-picks.tsx'
import { MinutesField } from '../fields/minutes-field.tsx'
import { useErrorOf } from '../form-context.tsx'
import { BroadcastFields } from './broadcast.tsx'
import { ButtonFields } from './button.tsx'
import { ChoicePicks } from './choice-picks.tsx'
import { FieldChangedFields, StageChangedFields, TagChangedFields } from './contact-changed.tsx'
import { MessageFields } from './message.tsx'
import { RatingFields } from './rating.tsx'
import { ScheduleFields } from './schedule.tsx'
import { WebhookTriggerFields } from './webhook.tsx'

type Props = Readonly<{
  trigger: WorkflowTrigger
  onChange(trigger: WorkflowTrigger): void
  webhookUrl: string | null
}>

const longestMinutes = 43_200

export function TriggerFields({ trigger, onChange, webhookUrl }: Props) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  return (
    <>
      {'channelIds' in trigger && (
        <ChannelPicks value={trigger} onChange={(change) => onChange({ ...trigger, ...change })} />
      )}
      {'minutes' in trigger && (
        <MinutesField
          label={t('start.longerThan')}
          value={trigger.minutes}
          onChange={(minutes) => onChange({ ...trigger, minutes })}
          max={longestMinutes}
          error={errorOf('trigger.minutes')}
        />
      )}
      <ChoicePicks trigger={trigger} onChange={onChange} />
      <Own trigger={trigger} onChange={onChange} webhookUrl={webhookUrl} />
    </>
  )
}

function Own({ trigger, onChange, webhookUrl }: Props) {
  switch (trigger.type) {
    case 'message_received':
      return <MessageFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'contact_tag_changed':
      return <TagChangedFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'contact_field_changed':
      return <FieldChangedFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'contact_stage_changed':
      return <StageChangedFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'button':
      return <ButtonFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'webhook':
      return (
        <WebhookTriggerFields
          trigger={trigger}
          set={(change) => onChange({ ...trigger, ...change })}
          url={webhookUrl}
        />
      )
    case 'schedule':
      return <ScheduleFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'rating_given':
      return <RatingFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'broadcast_reply':
      return <BroadcastFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'conversation_opened':
    case 'conversation_closed':
    case 'conversation_reopened':
    case 'contact_owner_changed':
    case 'assignment_changed':
    case 'waiting_longer':
    case 'no_reply':
    case 'workflow':
      return null
    default:
      return trigger satisfies never
  }
}
