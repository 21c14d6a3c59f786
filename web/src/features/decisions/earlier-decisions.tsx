import type { Decision } from '@fairlead/sdk'
import { Button, Text, Timeline, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { dateTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './decisions.module.css'
import { kindOf } from './explanation.ts'
import { kindLooks } from './kind-badge.tsx'
import { useDecisionText } from './use-decision-text.ts'

const shownAtFirst = 4

type Props = Readonly<{ decisions: readonly Decision[]; onShow(id: string): void }>

/** What was decided before, newest first. Each line opens the whole record. */
export function EarlierDecisions({ decisions, onShow }: Props) {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  const text = useDecisionText()
  const [areAllShown, setAllShown] = useState(false)
  const shown = areAllShown ? decisions : decisions.slice(0, shownAtFirst)
  const hidden = decisions.length - shown.length

  return (
    <section className={classes.earlier}>
      <Text component="h3" className={classes.heading}>
        {t('why.earlier')}
      </Text>
      <Timeline bulletSize={20} lineWidth={2} active={-1}>
        {shown.map((decision) => {
          const kind = kindOf(decision)
          const { icon: Icon } = kindLooks[kind]
          return (
            <Timeline.Item key={decision.id} bullet={<Icon size={12} aria-hidden />} className={classes.item}>
              <UnstyledButton className={classes.open} onClick={() => onShow(decision.id)} title={t('why.openEarlier')}>
                <Text size="sm" component="span">
                  {text(decision, decision.at)}
                </Text>
                <Text size="xs" c="dimmed" component="span">
                  {t(`kind.${kind}`)} · {dateTime(decision.at, locale)}
                </Text>
              </UnstyledButton>
            </Timeline.Item>
          )
        })}
      </Timeline>
      {hidden > 0 && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setAllShown(true)}>
          {t('why.showAll', { count: hidden })}
        </Button>
      )}
    </section>
  )
}
