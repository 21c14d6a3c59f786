import type { Decision } from '@fairlead/sdk'
import { Table, Text, Tooltip } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { listTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './decisions.module.css'
import { measureOf } from './explanation.ts'
import { useWords } from './words.ts'

/** Who would have been next, best first, as they stood at that moment. */
export function RunnersUp({ decision: { runnersUp, strategy, at } }: { decision: Decision }) {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  const words = useWords()
  const measure = measureOf(strategy)
  if (runnersUp.length === 0) return null

  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const share = new Intl.NumberFormat(locale, { style: 'percent' })
  const scoreText = (score: number | null) => {
    if (score === null) return '–'
    return measure === 'share' ? share.format(score) : number.format(score)
  }

  return (
    <section>
      <Text component="h3" className={classes.heading}>
        {t('runnersUp.title')}
      </Text>
      <Table className={classes.table} verticalSpacing={3} horizontalSpacing={8} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('runnersUp.name')}</Table.Th>
            <Table.Th ta="end">{t('runnersUp.load')}</Table.Th>
            {measure && (
              <Table.Th ta="end">
                <Tooltip label={t(`runnersUp.${measure}Hint`)} multiline w={220}>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation can be had by keyboard, too */}
                  <span tabIndex={0} className={classes.explained}>
                    {t(`runnersUp.${measure}`)}
                  </span>
                </Tooltip>
              </Table.Th>
            )}
            <Table.Th ta="end">{t('runnersUp.last')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runnersUp.map(({ agentId, load, lastAssignedAt, score }) => (
            <Table.Tr key={agentId}>
              <Table.Td className={classes.name}>{words.person(agentId)}</Table.Td>
              <Table.Td ta="end">{number.format(load)}</Table.Td>
              {measure && <Table.Td ta="end">{scoreText(score)}</Table.Td>}
              <Table.Td ta="end">
                {lastAssignedAt === null
                  ? t('runnersUp.never')
                  : listTime(new Date(lastAssignedAt).toISOString(), Date.parse(at), locale)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
