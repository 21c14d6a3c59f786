import { existsSync } from 'node:fs'
import path from 'node:path'

/** The Chromium or Chrome of this machine, FAIRLEAD_CHROMIUM before all others; null where there is none. */
export function findChromium(): string | null {
  const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/snap/bin']
  const candidates = [
    ...programs.flatMap((program) => folders.map((folder) => path.join(folder, program))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
  ]
  return process.env.FAIRLEAD_CHROMIUM || (candidates.find((candidate) => existsSync(candidate)) ?? null)
}
