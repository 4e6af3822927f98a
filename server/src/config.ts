import * as v from 'valibot'
import { refuseUnknown } from './command-line.js'
import { StartupError } from './errors.js'
import {
  HEADERS_MARGIN_MS,
  type NumberName,
  type NumberSetting,
  numberSettings,
  type TextName,
  textSettings,
} from './setting-table.js'
import type { ConfiguredKey } from './storage/platforms.js'

/** Every setting of the server. Each is an environment variable of `setting-table.ts`. */
export interface Config {
  /** `PORT`: the port to listen on. 0 selects any free port. @default 4400 */
  readonly port: number
  /** `HOST`: the address to listen on. The demo always listens on 127.0.0.1. @default '0.0.0.0' */
  readonly host: string
  /** `BELFRY_DATA_DIR`: the folder of the embedded database. @default './.belfry' */
  readonly dataDirectory: string
  /** `DATABASE_URL`: the URL of PostgreSQL 15 or newer, used instead of the embedded database. */
  readonly databaseUrl?: string | undefined
  /**
   * `BELFRY_DATABASE_TIMEOUT_MS`: the time after which a PostgreSQL statement fails.
   *
   * @default 10000
   */
  readonly databaseTimeoutMs: number
  /** `BELFRY_DEMO=1` or `--demo`: starts the demo platform, with its pages and without secrets. */
  readonly demo: boolean
  /** `BELFRY_JWT_SECRET`: the secret that signs members' tokens (HS256), at least 32 bytes. */
  readonly jwtSecret?: string | undefined
  /**
   * `BELFRY_API_KEYS`: the API keys as `platform=key`, separated by commas, with at least 20
   * characters each.
   */
  readonly apiKeys: readonly ConfiguredKey[]
  /** `BELFRY_ALLOWED_ORIGINS`: the origins whose pages may send requests, separated by commas. */
  readonly allowedOrigins: readonly string[]
  /**
   * `BELFRY_CORS_HEADERS`: further request headers that those pages may send besides the usual ones
   * of tracing tools, separated by commas. A `*` at the end of a name stands for any characters.
   */
  readonly corsHeaders: readonly string[]
  /** `BELFRY_TOKEN_COOKIE`: the name of a cookie that holds the member's token. Default: none. */
  readonly tokenCookie?: string | undefined
  /** `BELFRY_HEARTBEAT_MS`: the interval of a stream's heartbeats. @default 10000 */
  readonly heartbeatMs: number
  /** `BELFRY_SWEEP_MS`: the maximum delay of a change whose hint was lost. @default 5000 */
  readonly sweepMs: number
  /** `BELFRY_STREAM_MAX_AGE_MS`: the maximum age of a stream, ± 20 %. @default 900000 */
  readonly streamMaxAgeMs: number
  /**
   * `BELFRY_SEND_BUFFER_BYTES`: the buffered bytes above which a slow client is closed.
   *
   * @default 262144
   */
  readonly sendBufferBytes: number
  /**
   * `BELFRY_STREAMS_PER_MEMBER`: the maximum number of streams of one member.
   *
   * @default 10; the demo has no limit
   */
  readonly streamsPerMember: number
  /**
   * `BELFRY_STREAMS_PER_ADDRESS`: the maximum number of streams from one IP address.
   *
   * @default 200; the demo has no limit
   */
  readonly streamsPerAddress: number
  /**
   * `BELFRY_STREAM_OPENS_PER_SECOND`: the rate at which streams of all members may open, with twice
   * as many in a burst.
   *
   * @default 1000
   */
  readonly streamOpensPerSecond: number
  /**
   * `BELFRY_TRUSTED_PROXIES`: the number of our own proxies that set `X-Forwarded-For`.
   *
   * @default 0
   */
  readonly trustedProxies: number
  /**
   * `BELFRY_EVENTS_PER_SECOND`: the rate of events of one API key, with four times as
   * many in a burst.
   *
   * @default 500
   */
  readonly eventsPerSecond: number
  /**
   * `BELFRY_COMMANDS_PER_SECOND`: the rate of commands of one member, with three times as
   * many in a burst.
   *
   * @default 20
   */
  readonly commandsPerSecond: number
  /**
   * `BELFRY_KEEP_ALIVE_MS`: the time for which an idle connection stays open. It must be longer
   * than a proxy in front of the server keeps its connections, commonly 60 s.
   *
   * @default 75000
   */
  readonly keepAliveMs: number
  /**
   * `BELFRY_HEADERS_TIMEOUT_MS`: the time in which a client must send the headers of a request. It
   * must be longer than `BELFRY_KEEP_ALIVE_MS`.
   *
   * @default 5000 more than that
   */
  readonly headersTimeoutMs: number
  /** `BELFRY_DRAIN_MS`: the time that a stopping server waits for requests. @default 10000 */
  readonly drainMs: number
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings from the environment and the command line.
 *
 * @throws {StartupError} with the name of the setting that is missing or invalid
 */
export function readConfig(environment: Environment, options: readonly string[] = []): Config {
  refuseUnknown(options)
  const demo = options.includes('--demo') || environment['BELFRY_DEMO'] === '1'
  const number = (name: NumberName, narrower: Partial<NumberSetting> = {}): number =>
    readNumber(environment, name, { ...settingIn(name, demo), ...narrower })
  const keepAliveMs = number('BELFRY_KEEP_ALIVE_MS')
  const config: Config = {
    port: number('PORT'),
    host: demo ? '127.0.0.1' : (text(environment, 'HOST') ?? textSettings.HOST.defaultText),
    dataDirectory: text(environment, 'BELFRY_DATA_DIR') ?? textSettings.BELFRY_DATA_DIR.defaultText,
    databaseUrl: text(environment, 'DATABASE_URL'),
    databaseTimeoutMs: number('BELFRY_DATABASE_TIMEOUT_MS'),
    demo,
    jwtSecret: text(environment, 'BELFRY_JWT_SECRET'),
    apiKeys: list(environment, 'BELFRY_API_KEYS').map(readKey),
    allowedOrigins: list(environment, 'BELFRY_ALLOWED_ORIGINS').map(readOrigin),
    corsHeaders: list(environment, 'BELFRY_CORS_HEADERS').map(readHeaderName),
    tokenCookie: readCookieName(text(environment, 'BELFRY_TOKEN_COOKIE')),
    heartbeatMs: number('BELFRY_HEARTBEAT_MS'),
    sweepMs: number('BELFRY_SWEEP_MS'),
    streamMaxAgeMs: number('BELFRY_STREAM_MAX_AGE_MS'),
    sendBufferBytes: number('BELFRY_SEND_BUFFER_BYTES'),
    streamsPerMember: number('BELFRY_STREAMS_PER_MEMBER'),
    streamsPerAddress: number('BELFRY_STREAMS_PER_ADDRESS'),
    streamOpensPerSecond: number('BELFRY_STREAM_OPENS_PER_SECOND'),
    trustedProxies: number('BELFRY_TRUSTED_PROXIES'),
    eventsPerSecond: number('BELFRY_EVENTS_PER_SECOND'),
    commandsPerSecond: number('BELFRY_COMMANDS_PER_SECOND'),
    keepAliveMs,
    headersTimeoutMs: number('BELFRY_HEADERS_TIMEOUT_MS', {
      fallback: keepAliveMs + HEADERS_MARGIN_MS,
      min: keepAliveMs + 1,
    }),
    drainMs: number('BELFRY_DRAIN_MS'),
  }
  if (!demo) requireSecrets(config)
  return config
}

const SECRET_BYTES = 32
const KEY_LENGTH = 20

function requireSecrets({ jwtSecret, apiKeys }: Config): void {
  if (jwtSecret === undefined)
    throw new StartupError('BELFRY_JWT_SECRET is not set (or start the demo with --demo).')
  if (Buffer.byteLength(jwtSecret) < SECRET_BYTES)
    throw new StartupError(`BELFRY_JWT_SECRET must have at least ${SECRET_BYTES} bytes.`)
  if (apiKeys.length === 0)
    throw new StartupError('BELFRY_API_KEYS is not set (platform=key, separated by commas).')
}

/** An empty setting counts as not set. */
const text = (environment: Environment, name: TextName | NumberName): string | undefined =>
  environment[name]?.trim() || undefined

const list = (environment: Environment, name: TextName): string[] =>
  (text(environment, name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

/** Returns a setting with the default of its mode. */
function settingIn(name: NumberName, isDemo: boolean): NumberSetting {
  const setting: NumberSetting = numberSettings[name]
  return { ...setting, fallback: (isDemo ? setting.demoFallback : undefined) ?? setting.fallback }
}

function readNumber(environment: Environment, name: NumberName, setting: NumberSetting): number {
  const { min, max, fallback } = setting
  const value = text(environment, name)
  if (value === undefined) return fallback
  const number = v.safeParse(
    v.pipe(v.string(), v.digits(), v.transform(Number), v.minValue(min), v.maxValue(max)),
    value,
  )
  if (!number.success)
    throw new StartupError(`${name} must be a whole number from ${min} to ${max}.`)
  return number.output
}

function readKey(item: string): ConfiguredKey {
  const [, platform, key] = /^([\w.-]{1,128})=(\S+)$/.exec(item) ?? []
  // The message must not repeat the item, because it may contain a key.
  if (!platform || !key || key.length < KEY_LENGTH)
    throw new StartupError(
      `BELFRY_API_KEYS must be platform=key, separated by commas, keys of at least ${KEY_LENGTH} characters.`,
    )
  return { platform, key }
}

function readOrigin(item: string): string {
  if (URL.canParse(item) && new URL(item).origin === item) return item
  if (item === '*')
    throw new StartupError('BELFRY_ALLOWED_ORIGINS must name each origin: * is not taken.')
  throw new StartupError(
    `BELFRY_ALLOWED_ORIGINS: ${item} is not an origin such as https://school.example`,
  )
}

/** A token of RFC 9110 (5.6.2), the syntax of header names and cookie names. */
const NAME = /^[\w!#$%&'+.^`|~-]+$/

function readHeaderName(item: string): string {
  if (NAME.test(item.replace(/\*$/, ''))) return item.toLowerCase()
  throw new StartupError(
    `BELFRY_CORS_HEADERS: ${item} is not a header's name such as x-trace or x-trace-*`,
  )
}

function readCookieName(name: string | undefined): string | undefined {
  if (name === undefined || NAME.test(name)) return name
  throw new StartupError('BELFRY_TOKEN_COOKIE must be the name of a cookie, such as belfry')
}
