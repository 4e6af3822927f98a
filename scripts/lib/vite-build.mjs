/**
 * Runs vite's build as for production, whatever the environment says.
 *
 * @param {import('vite').InlineConfig} config
 */
export async function viteBuild(config) {
  // Else an inherited value would pick the dependencies' development builds.
  process.env.NODE_ENV = 'production'
  // Imported late: on a fresh clone the packages arrive after this file is loaded.
  const { build } = await import('vite')
  return build({ logLevel: 'warn', ...config })
}
