import { Title } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import classes from '../features/search/search.module.css'
import { SearchView } from '../features/search/search-view.tsx'
import { useTranslation } from '../i18n/use-translation.ts'

export function SearchPage() {
  const { t } = useTranslation('search')
  const { q = '', ...filters } = useSearch({ from: '/session/search' })
  return (
    <div className={classes.page} data-scroll-restoration-id="page">
      <div className={classes.content}>
        <Title order={1}>{t('title')}</Title>
        <SearchView wanted={{ q, ...filters }} />
      </div>
    </div>
  )
}
