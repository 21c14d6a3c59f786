import { ApiError } from '@fairlead/sdk'
import { Alert, Anchor, Loader, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { describeError } from '../describe-error.ts'
import { AcceptForm } from '../features/invitations/accept-form.tsx'
import { invitationByTokenQuery } from '../features/invitations/queries.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CenteredPage } from '../ui/centered-page.tsx'

export function InvitationPage() {
  const { token } = useParams({ from: '/invitations/$token' })
  const { data, error } = useQuery(invitationByTokenQuery(token))

  return (
    <CenteredPage>
      {data ? (
        <AcceptForm token={token} invitation={data} />
      ) : error ? (
        <Unusable error={error} />
      ) : (
        <Loader type="dots" />
      )}
    </CenteredPage>
  )
}

function Unusable({ error }: { error: Error }) {
  const { t } = useTranslation('session')
  return (
    <Stack>
      <Title order={1}>{t('invitation.goneTitle')}</Title>
      <Alert color="red" role="alert">
        {error instanceof ApiError && error.problem.status < 500 ? t('invitation.gone') : describeError(error)}
      </Alert>
      <Anchor component={Link} to="/login">
        {t('invitation.toLogin')}
      </Anchor>
    </Stack>
  )
}
