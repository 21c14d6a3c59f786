import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './search-link.module.css'

/** The way to the search, where people look for a box to type into. */
export function SearchLink() {
  const { t } = useTranslation()
  return (
    <Link to="/search" className={classes.link} aria-keyshortcuts="/">
      <IconSearch size={15} aria-hidden />
      <span>{t('navigation.search')}</span>
      <kbd className={classes.key} aria-hidden>
        /
      </kbd>
    </Link>
  )
}
