import { Suspense, useEffect, useState } from 'react'
import { session } from '../../api.ts'
import { later } from '../../ui/later.ts'

const SignInAgain = later(async () => (await import('./sign-in-again.tsx')).SignInAgain)

/**
 * Asks for the password again, on the spot, when the session has ended: sending people to the log-in page would throw
 * away what they were writing.
 */
export function SessionEnded() {
  const [isEnded, setIsEnded] = useState(false)

  useEffect(() => {
    const notice = () => setIsEnded(true)
    session.addEventListener('ended', notice)
    return () => session.removeEventListener('ended', notice)
  }, [])

  return (
    isEnded && (
      <Suspense>
        <SignInAgain onSignedIn={() => setIsEnded(false)} />
      </Suspense>
    )
  )
}
