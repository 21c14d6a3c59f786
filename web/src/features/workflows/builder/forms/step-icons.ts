import type { WorkflowStepType } from '@fairlead/sdk'
import {
  type Icon,
  IconAdjustments,
  IconArrowBackUp,
  IconArrowsSplit,
  IconBell,
  IconCircleCheck,
  IconClock,
  IconDoor,
  IconHourglass,
  IconId,
  IconInbox,
  IconMail,
  IconMessage,
  IconMessageQuestion,
  IconNote,
  IconPercentage,
  IconPlayerStop,
  IconSitemap,
  IconUserShare,
  IconVariable,
  IconWebhook,
  IconWorld,
} from '@tabler/icons-react'

const icons = {
  send_message: IconMessage,
  ask_question: IconMessageQuestion,
  branch: IconArrowsSplit,
  hours: IconDoor,
  wait: IconHourglass,
  split: IconPercentage,
  jump: IconArrowBackUp,
  assign: IconUserShare,
  edit_contact: IconId,
  edit_conversation: IconAdjustments,
  set_variable: IconVariable,
  open: IconInbox,
  snooze: IconClock,
  close: IconCircleCheck,
  note: IconNote,
  notify: IconBell,
  http_request: IconWorld,
  webhook: IconWebhook,
  email: IconMail,
  run_workflow: IconSitemap,
  stop: IconPlayerStop,
} as const satisfies Record<WorkflowStepType, Icon>

export function stepIcon(type: WorkflowStepType): Icon {
  return icons[type]
}
