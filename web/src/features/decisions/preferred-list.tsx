import type { Decision } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './decisions.module.css'
import { outcomeOf } from './explanation.ts'
import { useWords } from './words.ts'

type Props = Readonly<{ preferred: Decision['preferred']; timeOf(at: string): string }>

/** Who was preferred, as what, and what became of it. */
export function PreferredList({ preferred, timeOf }: Props) {
  const { t } = useTranslation('assignment')
  const words = useWords()

  return (
    <ul className={classes.plain}>
      {preferred.map((each) => (
        <li key={each.as}>
          {words.person(each.agentId)}{' '}
          <Text span size="xs" c="dimmed">
            ({t(`preferred.as.${each.as}`)})
          </Text>
          <br />
          <Text span size="xs">
            {textOf(each)}
          </Text>
        </li>
      ))}
    </ul>
  )

  function textOf(each: Decision['preferred'][number]): string {
    const outcome = t(`preferred.${outcomeOf(each)}`, { time: each.until === null ? '' : timeOf(each.until) })
    if (each.exclusion === null) return outcome
    return t('preferred.because', { outcome, reason: words.exclusion(each.exclusion) })
  }
}
