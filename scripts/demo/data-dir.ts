import { mkdir } from 'node:fs/promises'

/** Makes the folder as the server would: where root's database runs as another account, that has to pass through. */
export async function makeDataDir(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
}
