import { parseArgs } from 'node:util'
import { BackupError } from './backup/backup-error.ts'
import { type CliOptions, CliUsageError, options } from './cli/arguments.ts'
import { makeBackup } from './cli/backup.ts'
import { doctor } from './cli/doctor.ts'
import { help } from './cli/help.ts'
import { init } from './cli/init.ts'
import { migrateDatabase } from './cli/migrate.ts'
import { resetPassword } from './cli/password.ts'
import { restoreBackup } from './cli/restore.ts'
import { keepWorkflows, WorkflowFileError } from './cli/workflows.ts'
import { ConfigError, readConfig } from './config.ts'
import { DataFolderError } from './db/embedded/data-folder.ts'
import { MigrationError } from './db/migrate.ts'
import { AppError } from './errors.ts'

// What a command answers is printed on stdout, and nothing else is: scripts read it.
process.exitCode = await run(process.argv.slice(2))

async function run(argv: readonly string[]): Promise<number> {
  try {
    const { command, words, values } = readArguments(argv)
    if (values.help || command === undefined) {
      console.log(help)
      return 0
    }
    switch (command) {
      case 'init':
        console.log(await init(readConfig(process.env), values))
        return 0
      case 'migrate':
        console.log(await migrateDatabase(readConfig(process.env), values))
        return 0
      case 'password':
        console.log(await resetPassword(readConfig(process.env), values))
        return 0
      case 'backup':
        console.log(await makeBackup(readConfig(process.env), values))
        return 0
      case 'restore':
        console.log(await restoreBackup(readConfig(process.env), values))
        return 0
      case 'workflows':
        console.log(await keepWorkflows(readConfig(process.env), words, values))
        return 0
      case 'doctor': {
        const { report, isWell } = await doctor(process.env, values)
        console.log(report)
        return isWell ? 0 : 1
      }
      default:
        throw new CliUsageError(`There is no command "${command}".`)
    }
  } catch (error) {
    console.error(explain(error))
    return error instanceof CliUsageError ? 2 : 1
  }
}

type Arguments = Readonly<{ command: string | undefined; words: readonly string[]; values: CliOptions }>

function readArguments(argv: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    const [command, ...words] = positionals
    if (command !== 'workflows' && words.length > 0) throw new Error(`There is nothing to do with "${words[0]}".`)
    return { command, words, values }
  } catch (error) {
    throw new CliUsageError(error instanceof Error ? error.message : String(error))
  }
}

// What we foresaw says itself what to do; of anything else, the stack helps whoever looks into it.
function explain(error: unknown): string {
  if (error instanceof CliUsageError) return `${error.message}\nSee: npm run -s fairlead -- --help`
  if (error instanceof AppError) return `${error.code}: ${error.message}`
  if (error instanceof DataFolderError || error instanceof MigrationError) return `${error.code}: ${error.message}`
  if (error instanceof ConfigError || error instanceof BackupError || error instanceof WorkflowFileError)
    return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
