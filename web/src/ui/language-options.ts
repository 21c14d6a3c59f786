import { languageName } from './language-name.ts'

const codes =
  'af ar az be bg bn bs ca cs cy da de de-AT de-CH el en en-GB en-US es es-MX et eu fa fi fil fr fr-CA ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nl-BE nn no pa pl ps pt pt-BR pt-PT ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh zh-CN zh-HK zh-TW zu'.split(
    ' ',
  )

/** The languages to offer, by their names; `only` the ones without a region. */
export function languageOptions(language: string, { withRegions = true } = {}): { value: string; label: string }[] {
  return codes
    .filter((code) => withRegions || !code.includes('-'))
    .map((code) => ({ value: code, label: `${languageName(code, language)} (${code})` }))
    .toSorted((a, b) => a.label.localeCompare(b.label, language))
}
