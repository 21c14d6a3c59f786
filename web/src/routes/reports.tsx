import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { groupByTeam } from '../features/reports/kept-share.ts'
import { NoPromises } from '../features/reports/no-promises.tsx'
import { PromiseCards } from '../features/reports/promise-cards.tsx'
import { PromiseSummary } from '../features/reports/promise-summary.tsx'
import { PromiseTable } from '../features/reports/promise-table.tsx'
import { promisesQuery } from '../features/reports/queries.ts'
import { ReportFilters } from '../features/reports/report-filters.tsx'
import classes from '../features/reports/reports.module.css'
import { teamsQuery } from '../features/teams/queries.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Page } from '../ui/page/page.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { RowListSkeleton } from '../ui/row-list.tsx'

const usualDays = 7

export function PromiseReportPage() {
  const { t, i18n } = useTranslation('reports')
  const { days = usualDays, teamId } = useSearch({ from: '/session/reports/promises' })
  const navigate = useNavigate()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const teams = useQuery(teamsQuery)
  const report = useQuery(promisesQuery(days, teamId))

  return (
    <div className={classes.page} data-scroll-restoration-id="page">
      <Page title={t('promises.title')} description={t('promises.description')} isWide>
        <QueryView query={teams} loading={<RowListSkeleton rows={3} />}>
          {({ data: all }) => (
            <>
              <ReportFilters
                days={days}
                teamId={teamId}
                teams={all}
                onChange={(chosen) =>
                  navigate({
                    to: '/reports/promises',
                    search: {
                      ...(chosen.days === usualDays ? {} : { days: chosen.days }),
                      ...(chosen.teamId === undefined ? {} : { teamId: chosen.teamId }),
                    },
                    replace: true,
                  })
                }
              />
              <QueryView query={report} loading={<RowListSkeleton rows={3} />}>
                {({ data: rows }) => {
                  if (rows.length === 0) {
                    const own = all.filter(({ id }) => id === teamId)
                    return <NoPromises days={days} teams={own.length > 0 ? own : all} />
                  }
                  const groups = groupByTeam(rows, all, i18n.language)
                  return (
                    <>
                      <PromiseSummary rows={rows} days={days} />
                      {isPhone ? <PromiseCards groups={groups} /> : <PromiseTable groups={groups} />}
                    </>
                  )
                }}
              </QueryView>
            </>
          )}
        </QueryView>
      </Page>
    </div>
  )
}
