import { ActionIcon } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'

type Props = Readonly<{ label: string; icon: Icon; isOff?: boolean; onClick: () => void }>

/**
 * What can be done with a row. It is switched off by `aria-disabled`, so that whoever has moved a row to the end keeps the
 * focus on it.
 */
export function RowButton({ label, icon: ButtonIcon, isOff = false, onClick }: Props) {
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
      <ButtonIcon size={17} stroke={1.6} aria-hidden />
    </ActionIcon>
  )
}
