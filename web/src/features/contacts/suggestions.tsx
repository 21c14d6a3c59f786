import { type Contact, deleteSuggestion } from '@fairlead/sdk'
import { Button, Group, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyError } from '../../ui/notify.ts'
import { ChannelIcon } from '../conversations/channel-icon.tsx'
import { useChannels } from '../conversations/use-names.ts'
import classes from './contact-panel.module.css'
import { MergeDialog } from './merge-dialog.tsx'
import { suggestionsQuery } from './queries.ts'
import { useAddresses } from './use-addresses.ts'

const mostAddresses = 3

/** Who may be the same person. Nothing is merged by itself: somebody looks, and says yes or no. */
export function Suggestions({ contact }: { contact: Contact }) {
  const { t } = useTranslation('inbox')
  const queryClient = useQueryClient()
  const addresses = useAddresses()
  const channels = useChannels()
  const query = suggestionsQuery(contact.id)
  const { data: suggestions = [] } = useQuery(query)
  const [chosen, setChosen] = useState<Contact | null>(null)
  const refuse = useMutation({
    mutationFn: (contactId: string) => client.call(deleteSuggestion, { params: { id: contact.id, contactId } }),
    onSuccess: (_, contactId) =>
      queryClient.setQueryData(query.queryKey, (known) => known?.filter((one) => one.contact.id !== contactId)),
    onError: notifyError,
  })

  return (
    <>
      {suggestions.map(({ contact: other, because }) => (
        <div key={other.id} className={classes.suggestion}>
          <Text size="xs" c="dimmed">
            <IconUsers size={13} style={{ verticalAlign: -2 }} aria-hidden /> {t(`merge.suggested.${because}`)}
          </Text>
          <Text size="sm" fw={500} truncate>
            {other.name}
          </Text>
          {addresses(other.identities)
            .slice(0, mostAddresses)
            .map(({ shown, identities: [{ id, channelId, channelType }] }) => (
              <Text key={id} size="xs">
                <ChannelIcon type={channelType} size={13} /> {shown} ·{' '}
                {channels.get(channelId)?.name ?? t('details.noChannel')}
              </Text>
            ))}
          <Group gap={4}>
            <Button size="compact-xs" variant="default" onClick={() => setChosen(other)}>
              {t('merge.look')}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              onClick={() => refuse.mutate(other.id)}
              disabled={refuse.isPending}
            >
              {t('merge.notSame')}
            </Button>
          </Group>
        </div>
      ))}
      {chosen && <MergeDialog contact={contact} suggested={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}
