import {
  type Language,
  type LocalText,
  type WorkflowDefinition,
  type WorkflowDefinitionInput,
  type WorkflowTemplate,
  workflowDefinition,
} from '@fairlead/sdk'
import { type Answers, answerTo } from './answers.ts'
import { laidOut } from './lay-out.ts'
import { type AskKey, inEveryLanguage, type TemplateKey, type TextOf, textOf } from './texts.ts'

/** Something to begin with, before it is told in a language and filled in. */
export type Template = Readonly<{
  key: TemplateKey
  group: WorkflowTemplate['group']
  asks: readonly Readonly<{ key: AskKey; isRequired: boolean }>[]
  make(answers: Answers, language: Language): WorkflowDefinition
}>

/** What a template is made of: the answers, and its texts. */
export type Given<K extends TemplateKey> = Readonly<{
  /** In every language, for customers. */
  says: (text: TextOf<K>) => LocalText
  /** In the language of whoever makes it, for members. */
  word: (text: TextOf<K>) => string
  text: (ask: AskKey) => string
  maybe: (ask: AskKey) => string | null
  number: (ask: AskKey, usual: number) => number
  language: Language
}>

type Parts<K extends TemplateKey> = Readonly<{
  group: WorkflowTemplate['group']
  asks: readonly AskKey[]
  /** What may be left out. */
  mayAsk?: readonly AskKey[]
  make: (given: Given<K>) => WorkflowDefinitionInput
}>

export function template<K extends TemplateKey>(key: K, { group, asks, mayAsk = [], make }: Parts<K>): Template {
  return {
    key,
    group,
    asks: [
      ...asks.map((ask) => ({ key: ask, isRequired: true })),
      ...mayAsk.map((ask) => ({ key: ask, isRequired: false })),
    ],
    make: (answers, language) => laidOut(workflowDefinition.parse(make(givenOf(key, answers, language)))),
  }
}

function givenOf<K extends TemplateKey>(key: K, answers: Answers, language: Language): Given<K> {
  const maybe = (ask: AskKey) => {
    const answer = answerTo(answers, ask)
    return answer === null ? null : String(answer)
  }
  return {
    says: (text) => ({ defaultLocale: language, texts: inEveryLanguage(key, text) }),
    word: (text) => textOf(key, text, language),
    text: (ask) => maybe(ask) ?? '',
    maybe,
    number: (ask, usual) => Number(maybe(ask) ?? usual),
    language,
  }
}
