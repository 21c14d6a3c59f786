import { type Config, ConfigError, readConfig } from '../../server/src/config.ts'
import { Refusal } from './refusal.ts'

/**
 * Where the demo takes place: the server's own settings, in a data folder apart. Everybody knows the demo's password, so
 * it refuses to be anywhere but on this machine.
 *
 * @throws {Refusal}
 */
export function chooseSetting(environment: NodeJS.ProcessEnv): Config {
  const config = read({ ...environment, FAIRLEAD_DATA_DIR: environment.FAIRLEAD_DATA_DIR || 'data/demo' })
  const { hostname } = new URL(config.publicUrl)
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    throw new Refusal(
      `FAIRLEAD_PUBLIC_URL is ${config.publicUrl}, and the demo's password is known to everybody. It runs on localhost ` +
        'only: unset FAIRLEAD_PUBLIC_URL, or use `npm start` for an installation of your own.',
    )
  }
  if (config.port === 0) throw new Refusal('PORT is 0. The demo has to know its port: leave PORT out, or name one.')
  return config
}

function read(environment: NodeJS.ProcessEnv): Config {
  try {
    return readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) throw new Refusal(`The configuration is wrong:\n${error.message}`)
    throw error
  }
}
