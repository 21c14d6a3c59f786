import type { Conversation } from '@fairlead/sdk'
import { ActionIcon, CloseButton } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { later } from '../../ui/later.ts'
import { ContactNotes } from '../contacts/contact-notes.tsx'
import { ContactPanel } from '../contacts/contact-panel.tsx'
import { OtherConversations } from '../contacts/other-conversations.tsx'
import type { useActions } from '../conversations/use-actions.tsx'
import { ConversationFacts } from './conversation-facts.tsx'
import classes from './details-panel.module.css'
import { DetailsSection } from './section.tsx'

const ConversationRuns = later(async () => (await import('../workflows/runs/conversation-runs.tsx')).ConversationRuns)

type Props = Readonly<{ conversation: Conversation; actions: ReturnType<typeof useActions>; onClose(): void }>

/** What is known of the conversation and of who it is with; nearly all of it is changed where it stands. */
export function DetailsPanel({ conversation, actions, onClose }: Props) {
  const { t } = useTranslation(['inbox', 'contacts'])
  const { id, number, contact } = conversation

  return (
    <aside className={classes.panel} aria-label={t('details.label')}>
      <CloseButton className={classes.close} onClick={onClose} aria-label={t('actions.hideDetails')} />
      <DetailsSection name="conversation" title={`${t('contacts:section.conversation')} #${number}`}>
        <ConversationFacts key={id} conversation={conversation} actions={actions} />
      </DetailsSection>
      <DetailsSection name="contact" title={t('contacts:section.contact')} aside={<OpenContact id={contact.id} />}>
        <ContactPanel key={contact.id} contactId={contact.id} />
      </DetailsSection>
      <Suspense>
        <ConversationRuns key={id} conversationId={id} />
      </Suspense>
      <DetailsSection name="notes" title={t('contacts:section.notes')}>
        <ContactNotes key={contact.id} contactId={contact.id} />
      </DetailsSection>
      <DetailsSection name="earlier" title={t('contacts:section.earlier')}>
        <OtherConversations contactId={contact.id} exceptId={id} none={t('details.noEarlier')} />
      </DetailsSection>
    </aside>
  )
}

function OpenContact({ id }: { id: string }) {
  const { t } = useTranslation('contacts')
  return (
    <ActionIcon
      renderRoot={(props) => <Link {...props} to="/contacts/$id" params={{ id }} />}
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={t('open')}
      title={t('open')}
    >
      <IconExternalLink size={15} />
    </ActionIcon>
  )
}
