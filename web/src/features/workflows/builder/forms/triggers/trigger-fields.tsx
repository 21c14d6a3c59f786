import type { WorkflowTrigger } from '@fairlead/sdk'
import { ChannelPicks } from '../fields/channel-picks.tsx'
import { BroadcastFields } from './broadcast.tsx'
import { ButtonFields } from './button.tsx'
import { FieldChangedFields, StageChangedFields, TagChangedFields } from './contact-changed.tsx'
import {
  AssignmentFields,
  ClosedFields,
  NoReplyFields,
  OpenedFields,
  RatingFields,
  ReopenedFields,
  WaitingFields,
} from './conversation-events.tsx'
import { MessageFields } from './message.tsx'
import { ScheduleFields } from './schedule.tsx'
import { WebhookTriggerFields } from './webhook.tsx'

type Props = Readonly<{
  trigger: WorkflowTrigger
  onChange(trigger: WorkflowTrigger): void
  webhookUrl: string | null
}>

export function TriggerFields({ trigger, onChange, webhookUrl }: Props) {
  return (
    <>
      {'channelIds' in trigger && (
        <ChannelPicks value={trigger} onChange={(change) => onChange({ ...trigger, ...change })} />
      )}
      <Own trigger={trigger} onChange={onChange} webhookUrl={webhookUrl} />
    </>
  )
}

function Own({ trigger, onChange, webhookUrl }: Props) {
  switch (trigger.type) {
    case 'conversation_opened':
      return <OpenedFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'conversation_closed':
      return <ClosedFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'conversation_reopened':
      return <ReopenedFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'message_received':
      return <MessageFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'contact_tag_changed':
      return <TagChangedFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'contact_field_changed':
      return <FieldChangedFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'contact_stage_changed':
      return <StageChangedFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'assignment_changed':
      return <AssignmentFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'waiting_longer':
      return <WaitingFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
    case 'no_reply':
      return <NoReplyFields trigger={trigger} set={(change) => onChange({ ...trigger, ...change })} />
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
    case 'contact_owner_changed':
    case 'workflow':
      return null
    default:
      return trigger satisfies never
  }
}
