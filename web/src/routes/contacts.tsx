import { Button, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ContactFilters } from '../features/contacts/contact-filters.tsx'
import { ContactList } from '../features/contacts/contact-list.tsx'
import { NewContactDialog } from '../features/contacts/new-contact-dialog.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './contacts.module.css'

export function ContactsPage() {
  const { t } = useTranslation('contacts')
  const filters = useSearch({ from: '/session/contacts' })
  const navigate = useNavigate()
  const [isAdding, { open, close }] = useDisclosure(false)

  return (
    <div className={classes.list}>
      <div className={classes.head}>
        <Title order={1}>{t('title')}</Title>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t('new')}
        </Button>
      </div>
      <ContactFilters filters={filters} onChange={(search) => navigate({ to: '/contacts', search, replace: true })} />
      <ContactList filters={filters} />
      {isAdding && <NewContactDialog onClose={close} />}
    </div>
  )
}
