import { type Contact, type Field, patchContact } from '@fairlead/sdk'
import { Alert, Button, Skeleton, Stack } from '@mantine/core'
import { IconArrowsJoin } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { TagEditor } from '../conversations/tag-editor.tsx'
import { FieldRows } from '../fields/field-rows.tsx'
import { useFields } from '../fields/queries.ts'
import { ContactAvatar } from './contact-avatar.tsx'
import type { ContactChange } from './contact-change.ts'
import { ContactFields } from './contact-fields.tsx'
import { ContactStanding } from './contact-standing.tsx'
import { EditableText } from './editable-text.tsx'
import { Identities } from './identities.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { Merges } from './merges.tsx'
import { contactQuery } from './queries.ts'
import { Suggestions } from './suggestions.tsx'

/** Who the conversation is with; everything can be changed where it stands. */
export function ContactPanel({ contactId }: { contactId: string }) {
  const { t } = useTranslation(['inbox', 'common'])
  const queryClient = useQueryClient()
  const [isMerging, setMerging] = useState(false)
  const { data: contact, error, refetch } = useQuery(contactQuery(contactId))
  const fields = useFields('contact')

  async function change(body: ContactChange) {
    const changed = await client.call(patchContact, { params: { id: contactId }, body })
    queryClient.setQueryData(contactQuery(contactId).queryKey, changed)
  }

  if (error) {
    return (
      <Alert color="red" variant="light" title={t('details.contactFailed')}>
        {describeError(error)}
        <Button mt="sm" size="xs" variant="default" onClick={() => refetch()}>
          {t('common:tryAgain')}
        </Button>
      </Alert>
    )
  }
  if (contact === undefined || fields === undefined) {
    return (
      <Stack gap="sm">
        {[1, 2, 3].map((line) => (
          <Skeleton key={line} height={18} />
        ))}
      </Stack>
    )
  }
  return (
    <>
      {contact.avatarId !== null && <ContactAvatar contact={contact} size={40} />}
      <EditableText
        label={t('contact.name')}
        value={contact.name}
        check={(value) => (value === '' ? t('contact.nameRequired') : null)}
        onSave={(name) => change({ name })}
      />
      <EditableText
        label={t('contact.email')}
        type="email"
        value={contact.email ?? ''}
        check={(value) => (value === '' || /^\S+@\S+\.\S+$/.test(value) ? null : t('contact.invalidEmail'))}
        onSave={(email) => change({ email: email || null })}
      />
      <EditableText
        label={t('contact.phone')}
        type="tel"
        value={contact.phone ?? ''}
        onSave={(phone) => change({ phone: phone || null })}
      />
      <ContactStanding contact={contact} onChange={change} />
      <FieldRows fields={fields} values={contact.fields} onChange={(values) => change({ fields: values })} />
      <ContactFields fields={freeFields(contact.fields, fields)} onChange={(free) => change({ fields: free })} />
      <TagEditor label={t('contact.tags')} tags={contact.tags} onSave={(tags) => change({ tags })} />
      <Identities contact={contact} />
      <Suggestions contact={contact} />
      <Merges contact={contact} />
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        mt={6}
        leftSection={<IconArrowsJoin size={14} aria-hidden />}
        onClick={() => setMerging(true)}
      >
        {t('merge.action')}
      </Button>
      {isMerging && <MergeDialog contact={contact} onClose={() => setMerging(false)} />}
    </>
  )
}

/** What was written down under a name that is no field of the workspace. */
function freeFields(values: Contact['fields'], fields: readonly Field[]): Contact['fields'] {
  const keys = new Set(fields.map(({ key }) => key))
  return Object.fromEntries(Object.entries(values).filter(([name]) => !keys.has(name)))
}
