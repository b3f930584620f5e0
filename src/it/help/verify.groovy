def log = new File(basedir, 'build.log').text

['run', 'watch', 'debug', 'manifests', 'image', 'push', 'apply', 'status', 'log', 'stop', 'delete', 'doctor', 'help'].each {
    assert log.contains("dev:$it\n"): "dev:help does not tell of dev:$it"
}
return true
