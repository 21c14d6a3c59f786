import { useEffect } from 'react'
import { usePreferences } from '../features/preferences/use-preferences.ts'
import { useMe } from '../features/session/queries.ts'
import { chooseLanguage } from '../i18n/choose-language.ts'
import { speak } from '../i18n/speak.ts'
import { notifyError } from '../ui/notify.ts'

/** Speaks the member's language as soon as it is known, and another one as soon as they choose it on any device. */
export function FollowLanguage() {
  const { workspace } = useMe()
  const { language: chosen } = usePreferences()
  const language = chooseLanguage({ member: chosen, workspace: workspace.language, browser: navigator.languages })

  useEffect(() => {
    speak(language).catch(notifyError)
  }, [language])
  return null
}
