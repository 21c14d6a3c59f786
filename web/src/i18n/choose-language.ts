import type { Language } from '@fairlead/sdk'

type Wishes = Readonly<{
  member: Language | null
  workspace: Language | null
  /** In the order that the person prefers, with regions: `de-AT`. */
  browser: readonly string[]
}>

const languages: readonly Language[] = ['en', 'de', 'it', 'vi', 'th']

/** The member's own choice, else the workspace's, else the first of the browser's that we speak. */
export function chooseLanguage({ member, workspace, browser }: Wishes): Language {
  return member ?? workspace ?? languageOfBrowser(browser)
}

export function languageOfBrowser(wanted: readonly string[]): Language {
  for (const locale of wanted) {
    const language = languages.find((one) => one === locale.toLowerCase().split('-')[0])
    if (language !== undefined) return language
  }
  return 'en'
}

export function isLanguage(text: string | null): text is Language {
  return languages.some((language) => language === text)
}
