def log = new File(basedir, 'build.log').text

assert log.contains('[INFO] Skipped: dev.skip is set.')
