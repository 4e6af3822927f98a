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
  /** `PORT`. 0 takes any free one. @default 4400 */
  readonly port: number
  /** `HOST`. The demo is on 127.0.0.1, whatever this says. @default '0.0.0.0' */
  readonly host: string
  /** `BELFRY_DATA_DIR`: where the embedded store is. @default './.belfry' */
  readonly dataDirectory: string
  /** `DATABASE_URL`: PostgreSQL 15 or newer, in place of the embedded store. */
  readonly databaseUrl?: string | undefined
  /** `BELFRY_DATABASE_TIMEOUT_MS`: a statement on PostgreSQL that runs longer has failed. @default 10000 */
  readonly databaseTimeoutMs: number
  /** `BELFRY_DEMO=1` or `--demo`: the demo platform, with its pages and without secrets. */
  readonly demo: boolean
  /** `BELFRY_JWT_SECRET`: what members' tokens are signed with (HS256), at least 32 bytes. */
  readonly jwtSecret?: string | undefined
  /** `BELFRY_API_KEYS`: `platform=key`, separated by commas, keys of at least 20 characters. */
  readonly apiKeys: readonly ConfiguredKey[]
  /** `BELFRY_ALLOWED_ORIGINS`: pages of these origins may call, separated by commas. */
  readonly allowedOrigins: readonly string[]
  /**
   * `BELFRY_CORS_HEADERS`: request headers that those pages may add besides the usual ones of tracing
   * tools, separated by commas. A `*` at the end of one stands for any end.
   */
  readonly corsHeaders: readonly string[]
  /** `BELFRY_TOKEN_COOKIE`: the name of a cookie that holds the member's token. Default: none. */
  readonly tokenCookie?: string | undefined
  /** `BELFRY_HEARTBEAT_MS`: time between heartbeats of a stream. @default 10000 */
  readonly heartbeatMs: number
  /** `BELFRY_SWEEP_MS`: how late a change whose hint was lost may arrive. @default 5000 */
  readonly sweepMs: number
  /** `BELFRY_STREAM_MAX_AGE_MS`: a stream's life, ± 20 %. @default 900000 */
  readonly streamMaxAgeMs: number
  /** `BELFRY_SEND_BUFFER_BYTES`: a reader with more than this on its way is cut. @default 262144 */
  readonly sendBufferBytes: number
  /** `BELFRY_STREAMS_PER_MEMBER`. @default 10; the demo has no limit */
  readonly streamsPerMember: number
  /** `BELFRY_STREAMS_PER_ADDRESS`. @default 200; the demo has no limit */
  readonly streamsPerAddress: number
  /** `BELFRY_STREAM_OPENS_PER_SECOND`: of all members; twice as many at once. @default 1000 */
  readonly streamOpensPerSecond: number
  /** `BELFRY_TRUSTED_PROXIES`: how many proxies before us tell addresses. @default 0 */
  readonly trustedProxies: number
  /** `BELFRY_EVENTS_PER_SECOND` of one key; four times as many at once. @default 500 */
  readonly eventsPerSecond: number
  /** `BELFRY_COMMANDS_PER_SECOND` of one member; three times as many at once. @default 20 */
  readonly commandsPerSecond: number
  /**
   * `BELFRY_KEEP_ALIVE_MS`: how long an idle connection stays open. It must be longer than a proxy
   * before the server keeps its connections, commonly 60 s. @default 75000
   */
  readonly keepAliveMs: number
  /**
   * `BELFRY_HEADERS_TIMEOUT_MS`: a client that has not sent the headers of a request by then is cut.
   * Longer than `BELFRY_KEEP_ALIVE_MS`. @default 5000 more than that
   */
  readonly headersTimeoutMs: number
  /** `BELFRY_DRAIN_MS`: how long a stopping server waits for requests. @default 10000 */
  readonly drainMs: number
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings.
 *
 * @throws {StartupError} naming the setting that is missing or wrong.
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

/** An empty setting is one that is not set. */
const text = (environment: Environment, name: TextName | NumberName): string | undefined =>
  environment[name]?.trim() || undefined

const list = (environment: Environment, name: TextName): string[] =>
  (text(environment, name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

/** A setting with the default of the mode. */
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
  // The message must not repeat the item: it may hold a key.
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

/** A name, as RFC 9110 (5.6.2) has it; cookies have the same. */
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
