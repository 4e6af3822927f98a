// Runs on every version of Node, so that an old one prints this message instead of a syntax error.
// For that it is CommonJS, and preloaded (node -r) before the real script. Vite needs Node 20.19.
var major = parseInt(process.versions.node, 10)
var minor = parseInt(process.versions.node.slice(String(major).length + 1), 10)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error('Belfry needs Node 20.19 or newer; this is Node ' + process.versions.node + '.')
  process.exit(1)
}
