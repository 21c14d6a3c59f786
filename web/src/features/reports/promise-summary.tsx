import { Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { aim, type Period, type PromiseCounts, summarize } from './kept-share.ts'
import classes from './reports.module.css'

/** The report in a sentence or two, for those who read no tables. */
export function PromiseSummary({ rows, days }: { rows: readonly PromiseCounts[]; days: Period }) {
  const { t } = useTranslation('reports')
  const { lines, made, void: left, open, places } = summarize(rows)
  const leftOut = lines.length > 0 && left + open > 0 ? t('promises.summary.leftOut', { void: left, open }) : null
  const mere = places > 0 && made > 0 ? t('promises.summary.places', { count: places }) : null

  return (
    <div className={classes.summary}>
      {lines.map(({ kind, settled, share }) => (
        <Text key={kind} fz="lg" maw={720}>
          {t(`promises.summary.${kind}`, { count: settled, days, share, aim })}
        </Text>
      ))}
      {lines.length === 0 && (
        <Text fz="lg" maw={720}>
          {made > 0 ? t('promises.summary.unknown', { count: made, days }) : t('promises.summary.placesOnly', { days })}
        </Text>
      )}
      {(leftOut !== null || mere !== null) && (
        <Text c="dimmed" mt={4}>
          {[leftOut, mere].filter((text) => text !== null).join(' ')}
        </Text>
      )}
    </div>
  )
}
