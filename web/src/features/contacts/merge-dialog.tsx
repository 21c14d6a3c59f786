import { type Contact, mergeContact } from '@fairlead/sdk'
import { Alert, Button, Group, Loader, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyDone } from '../../ui/notify.ts'
import { listsKey } from '../conversations/queries.ts'
import { FoundContact } from './found-contact.tsx'
import classes from './merge-dialog.module.css'
import { MergePreview } from './merge-preview.tsx'
import { contactQuery, contactSearchQuery, kinKey } from './queries.ts'

const searchDelayMs = 250

type Props = Readonly<{
  contact: Contact
  /** Who it is about, when that is known already. */
  suggested?: Contact
  onClose(): void
}>

/** Takes in another contact who is the same person: search, look at what it comes to, confirm. */
export function MergeDialog({ contact, suggested, onClose }: Props) {
  const { t } = useTranslation(['inbox', 'common'])
  const queryClient = useQueryClient()
  const [other, setOther] = useState<Contact | null>(suggested ?? null)
  const { mutate, isPending, error } = useMutation({
    mutationFn: (contactId: string) => client.call(mergeContact, { params: { id: contact.id }, body: { contactId } }),
    onSuccess: (merged) => {
      queryClient.setQueryData(contactQuery(contact.id).queryKey, merged)
      void queryClient.invalidateQueries({ queryKey: listsKey })
      void queryClient.invalidateQueries({ queryKey: kinKey })
      notifyDone(t('merge.done', { name: merged.name }))
      onClose()
    },
  })

  return (
    <Modal opened onClose={onClose} title={t('merge.title', { name: contact.name })} size="lg">
      {other === null ? (
        <Search contact={contact} onChoose={setOther} />
      ) : (
        <Stack>
          <MergePreview stays={contact} goes={other} />
          {error && (
            <Alert color="red" role="alert">
              {describeError(error)}
            </Alert>
          )}
          <Group justify="space-between" gap="xs">
            <Button variant="subtle" color="gray" onClick={() => setOther(null)} disabled={isPending}>
              {t('merge.another')}
            </Button>
            <Group gap="xs" ms="auto">
              <Button variant="default" onClick={onClose} disabled={isPending}>
                {t('common:cancel')}
              </Button>
              <Button onClick={() => mutate(other.id)} loading={isPending} data-autofocus>
                {t('merge.confirm')}
              </Button>
            </Group>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

type SearchProps = Readonly<{ contact: Contact; onChoose(contact: Contact): void }>

function Search({ contact, onChoose }: SearchProps) {
  const { t } = useTranslation('inbox')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), searchDelayMs)
  const { data, isFetching, error } = useQuery({ ...contactSearchQuery(search), enabled: search.length > 0 })
  const found = search === '' ? [] : (data ?? []).filter(({ id }) => id !== contact.id)

  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('merge.text', { name: contact.name })}
      </Text>
      <TextInput
        label={t('merge.search')}
        placeholder={t('merge.searchPlaceholder')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={isFetching ? <Loader size={14} /> : null}
        error={error ? describeError(error) : null}
        data-autofocus
      />
      <ul className={classes.found} aria-label={t('merge.found')}>
        {found.map((each) => (
          <li key={each.id}>
            <FoundContact contact={each} onChoose={() => onChoose(each)} />
          </li>
        ))}
      </ul>
      {search !== '' && data !== undefined && !isFetching && found.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t('merge.nobody')}
        </Text>
      )}
    </Stack>
  )
}
