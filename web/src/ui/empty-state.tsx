import { Stack, Text } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** What stands where a list would be, and what to do about it. */
export function EmptyState({
  icon: Icon,
  title,
  text,
  action,
}: {
  icon: Icon
  title: string
  text: string
  action?: ReactNode
}) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      <Icon size={32} stroke={1.3} color="var(--mantine-color-dimmed)" aria-hidden />
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" maw={380}>
        {text}
      </Text>
      {action}
    </Stack>
  )
}
