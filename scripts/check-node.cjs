// Must run on every Node there ever was, so that an old one says what is wrong instead of failing
// over syntax. That is why this is CommonJS and preloaded (node -r) before the real script.
// 20.19 is where Vite, which builds everything, begins.
var major = parseInt(process.versions.node, 10)
var minor = parseInt(process.versions.node.slice(String(major).length + 1), 10)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error('Belfry needs Node 20.19 or newer; this is Node ' + process.versions.node + '.')
  process.exit(1)
}
