import { type Config, ConfigError, readConfig } from '../config.ts'
import type { CliOptions } from './arguments.ts'
import type { Finding } from './finding.ts'
import { inspectDataFolder } from './inspect-data-folder.ts'
import { inspectDatabase } from './inspect-database.ts'
import { inspectPort } from './inspect-port.ts'
import { inspectReach } from './inspect-reach.ts'
import { inspectBuild, inspectNode, inspectPublicUrl, inspectSecret } from './inspect-setting.ts'

/** Looks at everything the server needs, and changes nothing. */
export async function doctor(
  environment: NodeJS.ProcessEnv,
  options: CliOptions,
): Promise<{ report: string; isWell: boolean }> {
  const findings = [inspectNode(process.versions.node)]
  const config = readOrComplain(environment)
  if ('level' in config) findings.push(config)
  else findings.push(...(await inspect(config)))

  const isWell = findings.every(({ level }) => level !== 'problem')
  return { report: options.json ? JSON.stringify({ isWell, findings }) : format(findings), isWell }
}

async function inspect(config: Config): Promise<Finding[]> {
  const folder = await inspectDataFolder(config.dataDir)
  const database = await inspectDatabase(config)
  return [
    ...folder,
    ...database.findings,
    await inspectSecret(config, database.hasWorkspace),
    await inspectBuild(),
    await inspectPort(config),
    inspectPublicUrl(config.publicUrl),
    ...(await inspectReach(config)),
  ]
}

function readOrComplain(environment: NodeJS.ProcessEnv): Config | Finding {
  try {
    return readConfig(environment)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { name: 'configuration', level: 'problem', message: error.message.replaceAll('\n', '; ') }
  }
}

const signs = { ok: '✓', hint: '!', problem: '✗' } as const

function format(findings: readonly Finding[]): string {
  const lines = findings.map(({ level, message }) => `${signs[level]} ${message}`)
  const count = findings.filter(({ level }) => level === 'problem').length
  return [...lines, count === 0 ? 'Nothing keeps Fairlead from working.' : `To mend: ${count}`].join('\n')
}
