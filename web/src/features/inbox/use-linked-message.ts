import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** The message that the address leads to, and what takes it out of the address when it has been shown. */
export function useLinkedMessage(): readonly [messageId: string | undefined, forget: () => void] {
  const { message } = useSearch({ strict: false })
  const navigate = useNavigate()
  const forget = useCallback(() => {
    void navigate({ to: '.', search: ({ message: _, ...rest }) => rest, replace: true })
  }, [navigate])
  return [typeof message === 'string' ? message : undefined, forget]
}
