import { Progress, Text, VisuallyHidden } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { aim, type Judgement, judge, keptShare, type PromiseCounts } from './kept-share.ts'
import classes from './reports.module.css'

const colors: Readonly<Record<Judgement, string>> = { none: 'gray.5', few: 'gray.5', met: 'teal', missed: 'orange' }

/** The number, a thin bar, and a mark where the aim is. */
export function ShareBar({ counts }: { counts: PromiseCounts }) {
  const { t, i18n } = useTranslation('reports')
  const share = keptShare(counts)
  const judgement = judge(counts)
  if (share === null) {
    return (
      <Text c="dimmed" fz={13}>
        {t('promises.share.none')}
      </Text>
    )
  }
  return (
    <div className={classes.share}>
      <span className={classes.percent}>
        {new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(share)}
        <VisuallyHidden>, {t(`promises.share.${judgement}`)}</VisuallyHidden>
      </span>
      <div className={classes.bar} aria-hidden>
        <Progress value={100 * share} color={colors[judgement]} size={6} radius="xl" />
        <span className={classes.aim} style={{ insetInlineStart: `${100 * aim}%` }} />
      </div>
    </div>
  )
}
