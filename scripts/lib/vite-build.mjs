/**
 * Runs Vite's build in production mode, whatever the environment contains.
 *
 * @param {import('vite').InlineConfig} config
 */
export async function viteBuild(config) {
  // An inherited value would select the development builds of the dependencies.
  process.env.NODE_ENV = 'production'
  // This import is dynamic, because a fresh clone installs the packages after this file is loaded.
  const { build } = await import('vite')
  return build({ logLevel: 'warn', ...config })
}
