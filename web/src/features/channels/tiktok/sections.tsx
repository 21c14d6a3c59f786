import { AccountSections } from '../account-sections.tsx'
import type { ChannelOf } from '../types.ts'
import { TiktokFields } from './fields.tsx'
import { useTiktokSecrets } from './secrets.ts'

export function TiktokSections({ channel }: { channel: ChannelOf<'tiktok'> }) {
  return (
    <AccountSections channel={channel} secrets={useTiktokSecrets()}>
      {(fields) => <TiktokFields fields={fields} />}
    </AccountSections>
  )
}
