/** The highest value of a limit, which in practice is no limit. */
export const NO_LIMIT = 1_000_000
const DAY_MS = 86_400_000
/**
 * The difference between the headers timeout and the keep-alive time, in milliseconds. A connection
 * that a proxy opened in advance is idle too, until its first header arrives.
 */
export const HEADERS_MARGIN_MS = 5000

/** A setting: an environment variable, as `--help` shows it. */
export interface Setting {
  /** The purpose of the setting, in one line. */
  readonly purpose: string
  /** The default, in words; `none` if a missing setting switches something off. */
  readonly defaultText?: string
}

/** A setting that is a whole number. */
export interface NumberSetting extends Setting {
  readonly unit: string
  readonly fallback: number
  /** The default in demo mode, if it differs. */
  readonly demoFallback?: number
  readonly min: number
  readonly max: number
}

/** The text settings, by name. */
export const textSettings = {
  HOST: {
    purpose: 'Address to listen on. The demo always listens on 127.0.0.1.',
    defaultText: '0.0.0.0',
  },
  BELFRY_JWT_SECRET: {
    purpose: "Secret that members' tokens are signed with (HS256), at least 32 bytes.",
    defaultText: 'none; required outside of the demo',
  },
  BELFRY_API_KEYS: {
    purpose:
      'Keys of platforms, as platform=key, separated by commas; at least 20 characters each.',
    defaultText: 'none; required outside of the demo',
  },
  BELFRY_ALLOWED_ORIGINS: {
    purpose:
      'Origins of the pages that may call, such as https://school.example, separated by commas.',
    defaultText: "none; the demo allows this machine's",
  },
  BELFRY_CORS_HEADERS: {
    purpose:
      'Further request headers that pages of other origins may send, separated by commas. The usual tracing headers are allowed.',
    defaultText: 'none',
  },
  BELFRY_TOKEN_COOKIE: {
    purpose: "Cookie that holds the member's token, for pages on the server's own site.",
    defaultText: 'none',
  },
  BELFRY_DATA_DIR: {
    purpose: 'Folder of the embedded database.',
    defaultText: './.belfry',
  },
  DATABASE_URL: {
    purpose: 'Address of PostgreSQL 15 or newer, used in place of the embedded database.',
    defaultText: 'none',
  },
  BELFRY_DEMO: {
    purpose: '1 starts the demo, as --demo does.',
    defaultText: 'none',
  },
} as const satisfies Readonly<Record<string, Setting>>

/** The number settings, by name. */
export const numberSettings = {
  PORT: {
    purpose: 'Port to listen on. 0 takes any free one.',
    unit: 'port',
    fallback: 4400,
    min: 0,
    max: 65_535,
  },
  BELFRY_DATABASE_TIMEOUT_MS: {
    purpose: 'A statement on PostgreSQL that takes longer has failed.',
    unit: 'ms',
    fallback: 10_000,
    min: 100,
    max: 600_000,
  },
  BELFRY_HEARTBEAT_MS: {
    purpose: 'Time between two heartbeats of a stream.',
    unit: 'ms',
    fallback: 10_000,
    min: 100,
    max: 60_000,
  },
  BELFRY_SWEEP_MS: {
    purpose: 'Longest delay of a change whose hint from another server was lost.',
    unit: 'ms',
    fallback: 5000,
    min: 100,
    max: 60_000,
  },
  BELFRY_STREAM_MAX_AGE_MS: {
    purpose: 'Life of a stream, give or take 20 %. The page then opens the next one.',
    unit: 'ms',
    fallback: 900_000,
    min: 1000,
    max: 86_400_000,
  },
  BELFRY_SEND_BUFFER_BYTES: {
    purpose: 'A stream that stays above this many unread bytes without progress is closed sooner.',
    unit: 'bytes',
    fallback: 256 * 1024,
    min: 16 * 1024,
    max: 64 * 1024 * 1024,
  },
  BELFRY_STREAMS_PER_MEMBER: {
    purpose: 'Streams that one member may have open.',
    unit: 'streams',
    fallback: 10,
    demoFallback: NO_LIMIT,
    min: 1,
    max: NO_LIMIT,
  },
  BELFRY_STREAMS_PER_ADDRESS: {
    purpose: 'Streams that may be open from one network address.',
    unit: 'streams',
    fallback: 200,
    demoFallback: NO_LIMIT,
    min: 1,
    max: NO_LIMIT,
  },
  BELFRY_STREAM_OPENS_PER_SECOND: {
    purpose: 'Streams of all members that may be opened in a second; twice as many in a burst.',
    unit: 'per second',
    fallback: 1000,
    min: 1,
    max: NO_LIMIT,
  },
  BELFRY_TRUSTED_PROXIES: {
    purpose: 'Proxies in front of the server that add X-Forwarded-For.',
    unit: 'proxies',
    fallback: 0,
    min: 0,
    max: 10,
  },
  BELFRY_EVENTS_PER_SECOND: {
    purpose: 'Events that one key may post in a second; four times as many in a burst.',
    unit: 'per second',
    fallback: 500,
    demoFallback: NO_LIMIT,
    min: 1,
    max: NO_LIMIT,
  },
  BELFRY_COMMANDS_PER_SECOND: {
    purpose: 'Commands that one member may send in a second; three times as many in a burst.',
    unit: 'per second',
    fallback: 20,
    demoFallback: NO_LIMIT,
    min: 1,
    max: NO_LIMIT,
  },
  BELFRY_KEEP_ALIVE_MS: {
    purpose:
      'How long an idle connection stays open. Longer than a proxy before the server keeps its own, commonly 60 s.',
    unit: 'ms',
    fallback: 75_000,
    min: 1000,
    max: DAY_MS,
  },
  BELFRY_HEADERS_TIMEOUT_MS: {
    purpose:
      'A connection that has not sent all headers of a request by then is closed. Longer than BELFRY_KEEP_ALIVE_MS, and by default 5 s more.',
    unit: 'ms',
    fallback: 75_000 + HEADERS_MARGIN_MS,
    min: 1001,
    max: DAY_MS + HEADERS_MARGIN_MS,
  },
  BELFRY_DRAIN_MS: {
    purpose: 'Longest wait of a stopping server for requests that run.',
    unit: 'ms',
    fallback: 10_000,
    min: 0,
    max: 600_000,
  },
} as const satisfies Readonly<Record<string, NumberSetting>>

/** The name of a text setting. */
export type TextName = keyof typeof textSettings

/** The name of a number setting. */
export type NumberName = keyof typeof numberSettings
