import type { Contact } from '@fairlead/sdk'
import { Badge, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import { useMembers } from '../conversations/use-names.ts'
import { ContactAvatar } from './contact-avatar.tsx'
import classes from './contact-list.module.css'
import { useAddresses } from './use-addresses.ts'

const mostTags = 2

/** A contact in a line of the list. */
export function ContactRow({ contact }: { contact: Contact }) {
  const { t, i18n } = useTranslation('contacts')
  const { id, name, email, phone, stage, ownerId, tags, identities } = contact
  const owner = useMembers().get(ownerId ?? '')
  const addresses = useAddresses()(identities)
  const reach = email ?? phone ?? addresses[0]?.shown ?? ''
  const channelTypes = [...new Set(identities.map(({ channelType }) => channelType))]

  return (
    <Link to="/contacts/$id" params={{ id }} className={classes.row}>
      <span className={classes.who}>
        <ContactAvatar contact={contact} size={32} />
        <span className={classes.names}>
          <Text component="span" size="sm" fw={500} truncate>
            {name || t('nameless')}
          </Text>
          <Text component="span" size="xs" c="dimmed" truncate>
            {reach}
          </Text>
        </span>
      </span>
      <span className={classes.channels}>
        {channelTypes.map((type) => (
          <ChannelIcon key={type} type={type} size={16} />
        ))}
      </span>
      <Text component="span" size="sm" truncate className={classes.wide}>
        {stage}
      </Text>
      <Text component="span" size="sm" truncate className={classes.wide}>
        {owner?.name}
      </Text>
      <span
        className={`${classes.wide} ${classes.tags}`}
        title={new Intl.ListFormat(i18n.language, { type: 'unit' }).format(tags)}
      >
        {tags.slice(0, mostTags).map((tag) => (
          <Badge key={tag} variant="light" color="gray" size="sm" tt="none" fw={500}>
            {tag}
          </Badge>
        ))}
        {tags.length > mostTags && (
          <Text component="span" size="xs" c="dimmed">
            +{tags.length - mostTags}
          </Text>
        )}
      </span>
    </Link>
  )
}
