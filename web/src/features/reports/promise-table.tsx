import { Table, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { aim, fewestToJudge, isPromise, type PromiseCounts, type TeamRows } from './kept-share.ts'
import classes from './reports.module.css'
import { ShareBar } from './share-bar.tsx'
import { Term } from './term.tsx'

const outcomes = ['kept', 'broken', 'void', 'open'] as const

export function PromiseTable({ groups }: { groups: readonly TeamRows[] }) {
  const { t } = useTranslation('reports')
  return (
    <Table.ScrollContainer minWidth={660} type="native" className={classes.frame}>
      <Table
        verticalSpacing={10}
        horizontalSpacing="md"
        borderColor="var(--fairlead-line)"
        aria-label={t('promises.table')}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('promises.team')}</Table.Th>
            <Table.Th>
              <Term label={t('promises.kind.label')} hint={t('promises.kind.hint')} />
            </Table.Th>
            {(['made', ...outcomes] as const).map((name) => (
              <Table.Th key={name} ta="end">
                <Term label={t(`promises.count.${name}`)} hint={t(`promises.count.${name}Hint`)} />
              </Table.Th>
            ))}
            <Table.Th className={classes.shareColumn}>
              <Term label={t('promises.share.label')} hint={t('promises.share.hint', { aim, few: fewestToJudge })} />
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        {groups.map(({ teamId, name, rows }) => (
          <Table.Tbody key={teamId}>
            {rows.map((row, index) => (
              <Table.Tr key={row.kind}>
                {index === 0 && (
                  <Table.Th scope="rowgroup" rowSpan={rows.length} className={classes.team}>
                    {name ?? t('promises.formerTeam')}
                  </Table.Th>
                )}
                <Cells row={row} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </Table.ScrollContainer>
  )
}

function Cells({ row }: { row: PromiseCounts }) {
  const { t, i18n } = useTranslation('reports')
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <>
      <Table.Th scope="row" fw={400}>
        <Term label={t(`promises.kind.${row.kind}`)} hint={t(`promises.kind.${row.kind}Hint`)} />
      </Table.Th>
      <Table.Td className={classes.number}>{number.format(row.made)}</Table.Td>
      {isPromise(row) ? (
        <>
          {outcomes.map((outcome) => (
            <Table.Td key={outcome} className={classes.number}>
              {number.format(row[outcome])}
            </Table.Td>
          ))}
          <Table.Td>
            <ShareBar counts={row} />
          </Table.Td>
        </>
      ) : (
        <Table.Td colSpan={outcomes.length + 1}>
          <Text c="dimmed" fz={13}>
            {t('promises.noPromise')}
          </Text>
        </Table.Td>
      )}
    </>
  )
}
