import './no-eval.ts'

import '@mantine/core/styles.css'
import './main.css'
import { loaders } from 'virtual:texts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startTranslations } from './i18n/speak.ts'
import { translations } from './i18n/translations.ts'
import { endBeginning, fetchAhead, whenIdle } from './ui/later.ts'

/** For pages that do not say when they are there. */
const beginningMs = 2500

// Where agents are all day: its code comes beside the words and whoever they are, and not after both.
if (/^\/(inbox|$)/.test(location.pathname)) import('./routes/inbox.tsx').catch(() => undefined)
await startTranslations(loaders, ['inbox', 'assignment'])

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

// What opens within the inbox has its words and its code at hand: waiting for them there would take the focus away.
whenIdle(() => {
  import('./ui/floating.ts').catch(() => undefined)
  translations
    .load([
      'closing',
      'commands',
      'contacts',
      'fields',
      'macros',
      'notifications',
      'rules',
      'search',
      'session',
      'snippets',
      'tags',
      'views',
    ])
    ?.catch(() => undefined)
  void fetchAhead()
})
setTimeout(endBeginning, beginningMs)
