import { ApiError, type Contact } from '@fairlead/sdk'
import { Skeleton } from '@mantine/core'
import { IconAddressBook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ContactNotes } from '../features/contacts/contact-notes.tsx'
import { ContactPanel } from '../features/contacts/contact-panel.tsx'
import { OtherConversations } from '../features/contacts/other-conversations.tsx'
import { contactQuery } from '../features/contacts/queries.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatDate } from '../ui/format-date.ts'
import { BackLink } from '../ui/page/back-link.tsx'
import { Page } from '../ui/page/page.tsx'
import { Section } from '../ui/page/section.tsx'
import { QueryView } from '../ui/query-view.tsx'
import classes from './contacts.module.css'

export function ContactPage() {
  const { t } = useTranslation('contacts')
  const { id } = useParams({ from: '/session/contacts/$id' })
  const contact = useQuery(contactQuery(id))
  const isGone = contact.error instanceof ApiError && contact.error.code === 'not_found'
  // Merged into another while one looked, it is still known.
  const known = isGone ? undefined : contact.data

  return (
    <div className={classes.page} data-scroll-restoration-id="page">
      <Page
        title={known ? known.name || t('nameless') : t('title')}
        description={known && t('since', { date: formatDate(known.createdAt) })}
        back={<BackLink to="/contacts" label={t('back')} />}
        isWide
      >
        {isGone ? (
          <EmptyState icon={IconAddressBook} title={t('gone.title')} text={t('gone.text')} />
        ) : (
          <QueryView query={contact} loading={<Skeleton height={320} />}>
            {(found) => <ContactParts key={id} contact={found} />}
          </QueryView>
        )}
      </Page>
    </div>
  )
}

function ContactParts({ contact: { id } }: { contact: Contact }) {
  const { t } = useTranslation('contacts')
  return (
    <div className={classes.parts}>
      <Section title={t('about')}>
        <ContactPanel contactId={id} />
      </Section>
      <div>
        <Section title={t('notes.title')} description={t('notes.hint')}>
          <ContactNotes contactId={id} />
        </Section>
        <Section title={t('conversations')}>
          <OtherConversations contactId={id} none={t('noConversations')} />
        </Section>
      </div>
    </div>
  )
}
