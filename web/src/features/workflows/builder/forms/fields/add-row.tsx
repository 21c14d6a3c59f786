import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'

type Props = Readonly<{ label: string; isFull: boolean; onAdd(): void }>

/** Under rows: one more. */
export function AddRow({ label, isFull, onAdd }: Props) {
  return (
    <div>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={15} aria-hidden />}
        disabled={isFull}
        onClick={onAdd}
      >
        {label}
      </Button>
    </div>
  )
}
