import { Anchor } from '@mantine/core'

export function BotLink({ username }: { username: string }) {
  return (
    <Anchor href={`https://t.me/${encodeURIComponent(username)}`} target="_blank" rel="noopener noreferrer">
      t.me/{username}
    </Anchor>
  )
}
