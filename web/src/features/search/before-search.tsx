import { Button, Text } from '@mantine/core'
import { IconHistory, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import classes from './search.module.css'

type Props = Readonly<{ searches: readonly string[]; onForget(): void }>

/** Nothing is looked for yet: what was before, or what one may look for. */
export function BeforeSearch({ searches, onForget }: Props) {
  const { t } = useTranslation('search')
  if (searches.length === 0) return <EmptyState icon={IconSearch} title={t('empty.title')} text={t('empty.text')} />

  return (
    <section className={classes.recent} aria-labelledby="recent-searches">
      <div className={classes.sectionHead}>
        <Text component="h2" id="recent-searches" className={classes.sectionTitle}>
          {t('recent.title')}
        </Text>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onForget}>
          {t('recent.forget')}
        </Button>
      </div>
      <ul className={classes.contacts}>
        {searches.map((q) => (
          <li key={q}>
            <Link to="/search" search={{ q }} className={classes.contact} data-hit preload={false}>
              <IconHistory size={16} aria-hidden />
              <span className={classes.name} dir="auto">
                {q}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
