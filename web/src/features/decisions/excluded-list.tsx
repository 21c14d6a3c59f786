import type { Decision } from '@fairlead/sdk'
import { Text, Tooltip } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './decisions.module.css'
import { type Excluded, excludedOf } from './explanation.ts'
import { useWords } from './words.ts'

/** How many were passed over for what, each reason explained when one points at it. */
export function ExcludedList({ decision }: { decision: Decision }) {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  const words = useWords()
  const excluded = excludedOf(decision)
  if (excluded.length === 0) return null

  return (
    <section>
      <Text component="h3" className={classes.heading}>
        {t('excluded.title')}
      </Text>
      <ul className={classes.chips}>
        {excluded.map((each) => {
          const hint = hintOf(each)
          return (
            <li key={each.reason}>
              <Tooltip
                label={hint}
                disabled={hint === ''}
                multiline
                w={250}
                events={{ hover: true, focus: true, touch: true }}
              >
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation can be had by keyboard, too */}
                <span className={classes.chip} tabIndex={0}>
                  <strong>{each.count}</strong> {words.exclusion(each.reason)}
                </span>
              </Tooltip>
            </li>
          )
        })}
      </ul>
    </section>
  )

  function hintOf({ reason, limits }: Excluded): string {
    const hint = words.exclusionHint(reason) ?? ''
    if (limits.length === 0) return hint
    const parts = limits.map(({ scope, count }) => t(`excluded.limit.${scope}`, { count }))
    return `${hint} ${t('excluded.limits', { limits: new Intl.ListFormat(locale).format(parts) })}`
  }
}
