import { Text, Title } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { aim, fewestToJudge, isPromise, type PromiseCounts, type TeamRows } from './kept-share.ts'
import classes from './reports.module.css'
import { ShareBar } from './share-bar.tsx'
import { Term } from './term.tsx'

const counts = ['made', 'kept', 'broken', 'void', 'open'] as const

/** The table for phones: seven columns do not fit, and the last one is what people look for. */
export function PromiseCards({ groups }: { groups: readonly TeamRows[] }) {
  const { t } = useTranslation('reports')
  return (
    <>
      {groups.map(({ teamId, name, rows }) => (
        <section key={teamId} className={classes.card} aria-labelledby={`promises-${teamId}`}>
          <Title order={2} id={`promises-${teamId}`}>
            {name ?? t('promises.formerTeam')}
          </Title>
          {rows.map((row) => (
            <Kind key={row.kind} row={row} />
          ))}
        </section>
      ))}
      <Text c="dimmed" fz={13} mt="sm">
        {t('promises.share.legend', { aim, few: fewestToJudge })}
      </Text>
    </>
  )
}

function Kind({ row }: { row: PromiseCounts }) {
  const { t, i18n } = useTranslation('reports')
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <div className={classes.kind}>
      <div className={classes.kindHead}>
        <Title order={3}>
          <Term label={t(`promises.kind.${row.kind}`)} hint={t(`promises.kind.${row.kind}Hint`)} />
        </Title>
        {isPromise(row) && <ShareBar counts={row} />}
      </div>
      <dl className={classes.counts}>
        {counts
          .filter((name) => name === 'made' || isPromise(row))
          .map((name) => (
            <div key={name}>
              <dt>
                <Term label={t(`promises.count.${name}`)} hint={t(`promises.count.${name}Hint`)} />
              </dt>
              <dd>{number.format(row[name])}</dd>
            </div>
          ))}
      </dl>
      {!isPromise(row) && (
        <Text c="dimmed" fz={13}>
          {t('promises.noPromise')}
        </Text>
      )}
    </div>
  )
}
