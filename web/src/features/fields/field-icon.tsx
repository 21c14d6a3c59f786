import type { FieldType } from '@fairlead/sdk'
import {
  type Icon,
  IconAlignLeft,
  IconCalendar,
  IconCircleDot,
  IconCursorText,
  IconHash,
  IconLink,
  IconListCheck,
  IconToggleRight,
} from '@tabler/icons-react'

const icons: Readonly<Record<FieldType, Icon>> = {
  text: IconCursorText,
  paragraph: IconAlignLeft,
  number: IconHash,
  yes_no: IconToggleRight,
  date: IconCalendar,
  choice: IconCircleDot,
  choices: IconListCheck,
  link: IconLink,
}

export function FieldIcon({ type }: { type: FieldType }) {
  const TypeIcon = icons[type]
  return <TypeIcon size={18} stroke={1.5} color="var(--mantine-color-dimmed)" aria-hidden style={{ flex: 'none' }} />
}
