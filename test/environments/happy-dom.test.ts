// @vitest-environment happy-dom
import { describe } from 'vitest'
import { mountsQuietly } from './quiet-mounts.js'

describe('in happy-dom', { timeout: 60_000 }, () => mountsQuietly())
