import { useTranslation } from '../../../../i18n/use-translation.ts'
import type { Marks } from './flow.ts'
import classes from './node.module.css'

/** How much is wrong with it. */
export function MarkBadge({ marks: { errors, warnings } }: Readonly<{ marks: Marks }>) {
  const { t } = useTranslation('builder')
  const count = errors + warnings
  if (count === 0) return null
  const label = t('problemsOf', { count })
  return (
    <span
      className={classes.mark}
      data-level={errors > 0 ? 'error' : 'warning'}
      role="img"
      aria-label={label}
      title={label}
    >
      {count}
    </span>
  )
}
