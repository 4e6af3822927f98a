import { defineConfig } from 'vitest/config'

const inEnvironment = (environment) => ({
  test: { name: environment, environment, include: ['*.spec.js'] },
})

export default defineConfig({ test: { projects: ['jsdom', 'happy-dom'].map(inEnvironment) } })
