declare module 'virtual:custom-elements' {
  import type { Package } from 'custom-elements-manifest/schema'
  const manifest: Package
  export default manifest
}

declare module '*.css'
