import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import './density.css'
import { usePreferences } from './use-preferences.ts'

/** Looks as the member wants it on every device; another one may change it while this one is open. */
export function ApplyPreferences() {
  const { scheme, density } = usePreferences()
  const { setColorScheme } = useMantineColorScheme()

  useEffect(() => setColorScheme(scheme), [scheme, setColorScheme])
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
  return null
}
