import './no-eval.ts'

import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './main.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startTranslations } from './i18n.ts'

await startTranslations()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
