import { ActionIcon } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'

type Props = Readonly<{
  label: string
  icon: Icon
  /** Of the icon, in pixels. */
  size?: number
  isOff?: boolean
  onClick: () => void
}>

/**
 * What can be done with a row, or with a whole page. It is switched off by `aria-disabled`, so that whoever has moved a
 * row to the end, or undone the last thing, keeps the focus on it.
 */
export function ToolButton({ label, icon: ButtonIcon, size = 17, isOff = false, onClick }: Props) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      style={isOff ? { opacity: 0.35, cursor: 'default' } : undefined}
      onClick={() => {
        if (!isOff) onClick()
      }}
    >
      <ButtonIcon size={size} stroke={1.6} aria-hidden />
    </ActionIcon>
  )
}
