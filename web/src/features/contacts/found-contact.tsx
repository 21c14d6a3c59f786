import type { Contact } from '@fairlead/sdk'
import { Avatar, Text, UnstyledButton } from '@mantine/core'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import classes from './merge-dialog.module.css'

type Props = Readonly<{ contact: Contact; onChoose(): void }>

/** A contact that was found, with what tells them from others of that name. */
export function FoundContact({ contact: { name, email, phone, identities, tags }, onChoose }: Props) {
  const about = [email, phone, ...tags].filter((text) => text !== null && text !== '')
  return (
    <UnstyledButton className={classes.choice} onClick={onChoose}>
      <Avatar name={name} size={32} alt="" />
      <span className={classes.about}>
        <Text component="span" fw={500} truncate>
          {name}
        </Text>
        <Text component="span" size="xs" c="dimmed" truncate>
          {about.join(' · ')}
        </Text>
      </span>
      <span className={classes.channels}>
        {identities.map(({ id, channelType }) => (
          <ChannelIcon key={id} type={channelType} size={15} />
        ))}
      </span>
    </UnstyledButton>
  )
}
