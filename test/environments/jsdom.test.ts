// @vitest-environment jsdom
import { describe } from 'vitest'
import { mountsQuietly } from './quiet-mounts.js'

describe('in jsdom', { timeout: 60_000 }, () => mountsQuietly())
